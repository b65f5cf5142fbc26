from collections.abc import Iterator

from policies.alarms.shared.example import alarm
from policies.alarms.shared.metrics import ALARM, missing_alarms
from policies.aws.asl import FUNCTION
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every, remove_resources

METRICS = ("Errors", "Throttles", "Duration")
DIMENSIONS = {"FunctionName": "${aws_lambda_function.example.function_name}"}


class FunctionHasItsAlarms(Policy):
    """Every function has alarms on its errors, its throttled calls and its duration.

    With ten reserved executions a slow function is soon throttled, and what is throttled waits in a queue, or is
    refused. Each of the three alarms comes before customers notice.
    """

    id = "FRAUD_ALARM_8"
    severity = Severity.HIGH
    controls = (controls.PCI_10_7_2.supports, controls.SOC_CC7_2.supports)
    applies_to = (FUNCTION,)
    remediation = "Pass the function to stacks.monitoring.Monitoring."

    compliant = {}
    given = {f"{ALARM}.{name}": alarm("AWS/Lambda", name, DIMENSIONS) for name in METRICS}
    violating = {
        "nobody hears of its Errors": remove_resources(ALARM, metric_name="Errors"),
        "nobody hears of its Throttles": remove_resources(ALARM, metric_name="Throttles"),
        "nobody hears of its Duration": remove_resources(ALARM, metric_name="Duration"),
        "is named wrongly": at_every(ALARM, {"dimensions": {"Other": "dimension"}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return missing_alarms(resource, METRICS, stack)
