"""What the shared example does with a decision that is stored: it publishes, notifies, settles, counts and answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.asl import ANALYSIS, TRANSACTION
from policies.workflow.shared.alert_code import CODE, SETTLING_ALERTED, draw
from policies.workflow.shared.answers import DECIDED
from policies.workflow.shared.dead_letters import DEAD_LETTER
from policies.workflow.shared.example_tasks import answer, choice, count, invoke, keep, publish, settle
from policies.workflow.shared.guards import AT_MERCHANT, RESUMED_BEFORE
from policies.workflow.shared.stored_row import SETTLING

APPROVED = {"Variable": f"{ANALYSIS}.alert", "BooleanEquals": False, "Next": "SettleTransaction"}
ANALYZED = {
    "transaction.$": TRANSACTION,
    "analysis.$": ANALYSIS,
    "code.$": CODE,
    "earlier_attempts.$": "$$.State.RetryCount",
}

ENDING: Mapping[str, Any] = {
    "PublishEvent": publish(),
    "KeepUnpublished": keep("event_not_published", DEAD_LETTER, "TransactionNotSettled", "NeedsNotification"),
    "NeedsNotification": choice([APPROVED], "DrawCode"),
    "DrawCode": {**draw("SendNotification")},
    "SendNotification": invoke("notifier", {"Payload": ANALYZED}, "KeepUnsent", "SettleAlerted"),
    "KeepUnsent": keep("customer_not_notified", DEAD_LETTER, "TransactionNotSettled", "SettleAlerted"),
    "SettleTransaction": settle(SETTLING),
    "SettleAlerted": settle(SETTLING_ALERTED),
    "WasResumed": choice([RESUMED_BEFORE], "IsCounted"),
    "IsCounted": choice([AT_MERCHANT], "Done"),
    "CountAtMerchant": count(),
    "KeepUncounted": keep("merchant_not_counted", DEAD_LETTER, "Done", "Done"),
    "TransactionNotSettled": {
        "Type": "Fail",
        "Error": "TransactionNotSettled",
        "Cause": "The event or the notification was neither sent nor kept",
    },
    "Done": answer(DECIDED),
}
