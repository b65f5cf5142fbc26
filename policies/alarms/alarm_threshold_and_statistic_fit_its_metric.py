from collections.abc import Iterator, Mapping

from policies.alarms.shared.example import BESIDE, EXAMPLE
from policies.alarms.shared.metrics import ALARM, SINGLE
from policies.core import Policy, Resource, Severity, Stack
from policies.core.bounds import number

RINGS: Mapping[str, tuple[str, int]] = {  # statistic, and the most that it may take: a number, ms or s
    **dict.fromkeys(SINGLE, ("Sum", 1)),
    "ApproximateNumberOfMessagesVisible": ("Maximum", 1),
    "4XXError": ("Sum", 500),
    "Duration": ("p99", 500),
    "Latency": ("p99", 1000),
    "ApproximateAgeOfOldestMessage": ("Maximum", 900),
}


class AlarmThresholdAndStatisticFitItsMetric(Policy):
    """Every alarm rings at or above a value that means trouble, measured in the way that shows it.

    A single failure counts. One call in a hundred must fit into the second too, which an average hides.
    """

    id = "FRAUD_ALARM_4"
    severity = Severity.HIGH
    applies_to = (ALARM,)
    claims = ("threshold", "comparison_operator", "statistic", "extended_statistic")
    remediation = "Take threshold and statistic from stacks.monitoring; ring at the threshold and above."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "never rings": {"threshold": 10**9},
        "always rings": {"threshold": 0},
        "rings when all is well": {"comparison_operator": "LessThanThreshold"},
        "hides the worst": {"statistic": "Average", "extended_statistic": "p1"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        statistic, most = RINGS.get(str(resource.get("metric_name")), ("none", 0))
        used = [resource.values[key] for key in ("statistic", "extended_statistic") if key in resource.values]
        if resource.get("comparison_operator") != "GreaterThanOrEqualToThreshold":
            yield "does not ring at its threshold and above"
        if used != [statistic]:
            yield f"looks at {used!r}, not at {statistic}"
        if not number(resource.get("threshold"), 0.001, most):
            yield f"rings at {resource.get('threshold')!r}, not above 0 and at most at {most}"
