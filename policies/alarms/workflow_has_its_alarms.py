from collections.abc import Iterator

from policies.alarms.shared.example import alarm
from policies.alarms.shared.metrics import ALARM, missing_alarms
from policies.aws.asl import MACHINE
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every, remove_resources

METRICS = ("ExecutionsFailed", "ExecutionsTimedOut")
DIMENSIONS = {"StateMachineArn": "${aws_sfn_state_machine.example.arn}"}


class WorkflowHasItsAlarms(Policy):
    """Every workflow has alarms on executions that fail and on those that run out of time.

    A failed execution is a transaction that was not stored. An Express workflow keeps no execution history, so without
    the alarm only the caller knows of it. A start that is throttled is a failure of the API, which has its own alarm.
    """

    id = "FRAUD_ALARM_9"
    severity = Severity.HIGH
    controls = (controls.PCI_10_7_2.supports, controls.SOC_CC7_2.supports)
    applies_to = (MACHINE,)
    remediation = "Pass the workflow to stacks.monitoring.Monitoring."

    compliant = {}
    given = {f"{ALARM}.{name}": alarm("AWS/States", name, DIMENSIONS) for name in METRICS}
    violating = {
        "nobody hears of its ExecutionsFailed": remove_resources(ALARM, metric_name="ExecutionsFailed"),
        "nobody hears of its ExecutionsTimedOut": remove_resources(ALARM, metric_name="ExecutionsTimedOut"),
        "is named wrongly": at_every(ALARM, {"dimensions": {"Other": "dimension"}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return missing_alarms(resource, METRICS, stack)
