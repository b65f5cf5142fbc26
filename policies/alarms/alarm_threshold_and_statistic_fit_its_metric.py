from collections.abc import Iterator

from policies.alarms.shared.example import BESIDE, EXAMPLE, MEASURED
from policies.alarms.shared.metrics import ALARM, FUNCTION, QUEUE
from policies.alarms.shared.thresholds import INTEGRATION, end, trouble
from policies.core import Policy, Resource, Severity, Stack
from policies.core.bounds import number
from policies.core.examples import at_every


class AlarmThresholdAndStatisticFitItsMetric(Policy):
    """Every alarm rings at or above a value that means trouble, measured in the way that shows it.

    A single failure counts. One call in a hundred must fit into the second too, which an average hides. A value that
    is never reached, since the call or the message ends before, never rings.
    """

    id = "FRAUD_ALARM_4"
    severity = Severity.HIGH
    applies_to = (ALARM,)
    claims = ("threshold", "comparison_operator", "statistic", "extended_statistic")
    remediation = "Take threshold and statistic from stacks.monitoring; ring at the threshold and above."

    compliant = EXAMPLE
    given = {**BESIDE, **MEASURED}
    violating = {
        "never rings": {"threshold": 10**9},
        "always rings": {"threshold": 0},
        "rings before there is trouble": {"threshold": 0.5},
        "rings when all is well": {"comparison_operator": "LessThanThreshold"},
        "hides the worst": {"statistic": "Average", "extended_statistic": "p1"},
        "takes one client for a flood": at_every(ALARM, {"period": 300, "threshold": 300}, metric_name="4XXError"),
        "waits for what the function cannot take": at_every(FUNCTION, {"timeout": None}),
        "waits for what the API cannot take": at_every(INTEGRATION, {"timeout_milliseconds": 1_000}),
        "waits until the message is gone": at_every(QUEUE, {"message_retention_seconds": 900}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        wanted, threshold = trouble(resource), resource.get("threshold")
        used = [resource.values[key] for key in ("statistic", "extended_statistic") if key in resource.values]
        if resource.get("comparison_operator") != "GreaterThanOrEqualToThreshold":
            yield "does not ring at its threshold and above"
        if used != [wanted.statistic]:
            yield f"looks at {used!r}, not at {wanted.statistic}"
        if not number(threshold, wanted.least, wanted.most):
            yield f"rings at {threshold!r}, not at {wanted.least} to {wanted.most}"
        elif threshold >= end(resource, stack):
            yield f"rings at {threshold}, and what it measures ends at {end(resource, stack)} at the latest"
