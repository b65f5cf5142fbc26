"""Each setting's class, and the policy of the setting's own subject that closes the gate on any other value.

What was asked for as a number is agreed: executions, days of logs, requests a second, dollars, under a second.
"""

from collections.abc import Mapping

from policies.aws.region import ANOTHER_REGION
from policies.requirements import CLIENTS, CUSTOMERS
from stacks.settings import Settings
from tests.independence.classes import Agreed, Bounded, Free

DAY = 86_400
# The shortest times that fit each other.
QUICK = {"call_timeout_ms": 150, "model_timeout_ms": 300}
SHORT = {"function_timeout": 1, "invocation_timeout": 2, **QUICK}

SETTINGS: Mapping[str, Agreed | Bounded | Free] = {
    "region": Agreed("FRAUD_FILE_19", instead=(ANOTHER_REGION,)),
    # By its name a stack is known: what goes by another is judged by nobody, and could be anything.
    "system": Agreed("UNREADABLE", instead=("fraud-detection-2",)),
    "account": Agreed("UNREADABLE", instead=("account-2",)),
    "delivery": Agreed("UNREADABLE", instead=("delivery-2",)),
    "repository": Agreed("FRAUD_DELIVERY_22", instead=("another/fraud-detection", "another/*")),
    "session_seconds": Agreed("FRAUD_DELIVERY_23"),
    "reserved_concurrent_executions": Agreed("FRAUD_FUNCTION_1"),
    "function_memory_mib": Bounded(1769, 3008, "FRAUD_FUNCTION_9"),
    "function_timeout": Bounded(1, 2, "FRAUD_FUNCTION_9", at_low=QUICK),
    "log_retention_days": Agreed("FRAUD_LOG_1"),
    "key_rotation_days": Bounded(90, 365, "FRAUD_ENCRYPTION_9"),
    "key_deletion_days": Agreed("FRAUD_ENCRYPTION_10"),
    "state_days": Agreed("FRAUD_DELIVERY_17"),
    "ledger_days": Agreed("FRAUD_DELIVERY_18"),
    "upload_days": Agreed("FRAUD_DELIVERY_17"),
    "invocation_timeout": Bounded(2, 3, "FRAUD_WORKFLOW_9", at_low={"function_timeout": 1, **QUICK}),
    "call_timeout": Bounded(2, 3, "FRAUD_WORKFLOW_9", at_high=SHORT),
    "workflow_timeout": Bounded(24, 28, "FRAUD_WORKFLOW_30", above="FRAUD_WORKFLOW_8", at_low=SHORT),
    "judging_timeout": Agreed("FRAUD_WORKFLOW_44"),
    "payment_timeout": Agreed("FRAUD_WORKFLOW_44"),
    "data_key_reuse": Bounded(60, 300, "FRAUD_ENCRYPTION_2"),
    "integration_timeout_ms": Bounded(28_500, 29_000, "FRAUD_API_17"),
    "reporters": Agreed("FRAUD_API_47", instead=(Settings().reporters[:1], Settings().reporters[1:])),
    "clients": Agreed("FRAUD_API_47", instead=((*CLIENTS, "another"), CLIENTS[1:], (*CLIENTS[1:], "another"))),
    "customers": Agreed("FRAUD_FILE_28", instead=((*CUSTOMERS, "another"),)),
    "client_rate": Agreed("FRAUD_API_41"),
    "client_burst": Bounded(1_000, 2_000, "FRAUD_API_41"),
    "batch_rate": Agreed("FRAUD_API_42"),
    "batch_burst": Agreed("FRAUD_API_42"),
    "question_rate": Agreed("FRAUD_API_42"),
    "question_burst": Agreed("FRAUD_API_42"),
    "body_limit": Agreed("FRAUD_FIREWALL_12"),
    "batch_limit": Agreed("FRAUD_FIREWALL_12"),
    "inspected_kb": Agreed("FRAUD_FIREWALL_12", instead=(16, 48)),
    "firewall_window": Bounded(60, 600, "FRAUD_FIREWALL_4", gaps=(61,), at_high={"firewall_limit": 900_000}),
    "firewall_limit": Bounded(62_001, 120_000, "FRAUD_FIREWALL_4"),
    "transaction_age_hours": Agreed("FRAUD_FUNCTION_15"),
    "clock_skew_minutes": Agreed("FRAUD_FUNCTION_15"),
    "largest_amount_usd": Agreed("FRAUD_FUNCTION_31"),
    "rate_age_days": Bounded(31, 62, "FRAUD_FUNCTION_31"),
    "call_timeout_ms": Bounded(100, 412, "FRAUD_FUNCTION_16"),
    "model_timeout_ms": Bounded(100, 635, "FRAUD_FUNCTION_16"),
    "parameter_cache": Bounded(30, 300, "FRAUD_FUNCTION_17"),
    "review_threshold": Agreed("FRAUD_EVENT_1"),
    "review_attempts": Bounded(20, 100, "FRAUD_QUEUE_3"),
    "review_visibility": Agreed("FRAUD_QUEUE_9"),
    "overflow_batch": Bounded(1, 10, "FRAUD_QUEUE_11"),
    "drain_timeout": Bounded(
        20,
        60,
        "FRAUD_FUNCTION_9",
        at_low={"execution_timeout_ms": 5_600},
        at_high={"overflow_visibility": 360, "old_overflow": 400},
    ),
    "execution_timeout_ms": Bounded(1_000, 10_675, "FRAUD_FUNCTION_16"),
    "overflow_visibility": Bounded(180, 300, "FRAUD_QUEUE_9", at_high={"old_overflow": 400}),
    "overflow_attempts": Bounded(5, 20, "FRAUD_QUEUE_3"),
    "message_retention": Bounded(4 * DAY, 10 * DAY, "FRAUD_QUEUE_7"),
    "dead_letter_retention": Agreed("FRAUD_QUEUE_4"),
    "event_age": Bounded(900, 6 * 3_600, "FRAUD_EVENT_6"),
    "event_retries": Bounded(3, 185, "FRAUD_EVENT_6"),
    "parameter_version": Free("a counter that only grows, by one with each new value of a parameter"),
    "alarm_period": Bounded(60, 120, "FRAUD_ALARM_5", gaps=(61,)),
    "slow_function_ms": Bounded(100, 500, "FRAUD_ALARM_4"),
    "slow_batch_ms": Bounded(10_000, 20_000, "FRAUD_ALARM_4"),
    "slow_answer_ms": Agreed("FRAUD_ALARM_4"),
    "old_message": Bounded(3_600, 82_800, "FRAUD_ALARM_4"),
    "old_overflow": Bounded(181, 359, "FRAUD_ALARM_4"),
    "client_errors": Bounded(100, 500, "FRAUD_ALARM_4"),
    "high_scores": Bounded(60, 300, "FRAUD_ALARM_4"),
    "sms_limit": Agreed("FRAUD_ALARM_4"),
    "sms_percent": Bounded(50, 90, "FRAUD_ALARM_4"),
}
