from collections.abc import Iterator

from policies.alarms.shared.example import BESIDE, EXAMPLE
from policies.alarms.shared.metrics import ALARM, watched
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import at_every, replace


class AlarmWatchesAMetricOfThisStack(Policy):
    """Every alarm watches a metric that exists, of a resource of this stack.

    CloudWatch accepts an alarm on any metric. A misspelt metric, a missing or additional dimension, or the name of a
    resource that does not exist has no data, so its alarm never rings.
    """

    id = "FRAUD_ALARM_3"
    severity = Severity.HIGH
    applies_to = (ALARM,)
    claims = ("namespace", "metric_name", "dimensions")
    remediation = "Take the metric from AWS's list, and give its dimensions by reference, as stacks.monitoring does."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "watches what is not measured": {"metric_name": "Error"},
        "watches what an Express workflow does not count": {
            "namespace": "AWS/States",
            "metric_name": "ExecutionThrottled",
        },
        "watches another service": {"namespace": "AWS/EC2"},
        "watches the whole account": at_every(ALARM, {"dimensions": None}),
        "has a dimension too many": {"dimensions": {"Resource": "live"}},
        "names what is not in the stack": replace("dimensions", value={"FunctionName": "another-function"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not watched(resource, stack):
            metric = f"{resource.get('namespace')} {resource.get('metric_name')}"
            yield f"watches the metric {metric}, whose dimensions do not refer to a resource of this stack"
