from collections.abc import Iterator

from policies.vocabulary.alarm_example import alarm
from policies.vocabulary.control import PCI_10_7_2, SOC_CC7_2
from policies.vocabulary.metrics import ALARM, MACHINE, unwatched
from policies.vocabulary.named_edits import elsewhere, without
from policies.vocabulary.policy import Policy, Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack

WANTED = ("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled")
NAMED = {"StateMachineArn": "${aws_sfn_state_machine.example.arn}"}


class WorkflowHasItsAlarms(Policy):
    """Every workflow has alarms on executions that fail, that run out of time and that are throttled.

    A failed execution is a transaction that was not stored. An Express workflow keeps no list of them: without the
    alarm, only the caller knows.
    """

    id = "FRAUD_ALARM_9"
    severity = Severity.HIGH
    controls = (PCI_10_7_2.supports, SOC_CC7_2.supports)
    applies_to = (MACHINE,)
    remediation = "Pass the workflow to stacks.monitoring.Monitoring."

    compliant = {}
    given = {f"{ALARM}.{name}": alarm("AWS/States", name, NAMED) for name in WANTED}
    violating = {
        "nobody hears of its ExecutionsFailed": without(ALARM, metric_name="ExecutionsFailed"),
        "nobody hears of its ExecutionsTimedOut": without(ALARM, metric_name="ExecutionsTimedOut"),
        "nobody hears of its ExecutionThrottled": without(ALARM, metric_name="ExecutionThrottled"),
        "is named wrongly": elsewhere(ALARM, {"dimensions": {"Other": "dimension"}}),
    }
    also = {"is named wrongly": ("FRAUD_ALARM_3", "FRAUD_ALARM_8", "FRAUD_ALARM_10", "FRAUD_ALARM_11")}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name in unwatched(resource, WANTED, stack):
            yield f"has no alarm on its {name}"
