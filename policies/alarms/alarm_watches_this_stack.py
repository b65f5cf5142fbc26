from collections.abc import Iterator

from policies.alarms.shared.example import BESIDE, EXAMPLE
from policies.alarms.shared.metrics import ALARM, watched
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import replace


class AlarmWatchesThisStack(Policy):
    """Every alarm watches a metric that exists, of a resource of this stack.

    CloudWatch accepts an alarm on anything. A misspelt metric, a dimension that is missing or too many, or the name of
    something that is not there has no data, and so never rings.
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
        "watches another service": {"namespace": "AWS/EC2"},
        "watches the whole account": {"dimensions": None},
        "has a dimension too many": {"dimensions": {"Resource": "live"}},
        "names what is not in the stack": replace("dimensions", value={"FunctionName": "another-function"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not watched(resource, stack):
            named = f"{resource.get('namespace')} {resource.get('metric_name')}"
            yield f"watches {named}, with dimensions that do not name a resource of this stack as that metric needs"
