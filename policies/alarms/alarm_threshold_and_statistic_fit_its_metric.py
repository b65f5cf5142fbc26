from collections.abc import Iterator, Mapping

from policies.alarms.shared.example import BESIDE, EXAMPLE
from policies.alarms.shared.metrics import ALARM, SINGLE
from policies.core import Resource, Severity, Stack
from policies.core.bounds import number
from policies.core.kinds import Attributes, Exactly

LIMITS: Mapping[str, tuple[str, int]] = {  # the statistic, and the highest threshold: a number, ms or s
    **dict.fromkeys(SINGLE, ("Sum", 1)),
    "ApproximateNumberOfMessagesVisible": ("Maximum", 1),
    "4XXError": ("Sum", 500),
    "Duration": ("p99", 500),
    "Latency": ("p99", 1000),
    "ApproximateAgeOfOldestMessage": ("Maximum", 900),
}


class AlarmThresholdAndStatisticFitItsMetric(Attributes):
    """Every alarm rings at or above a value that means trouble, measured in the way that shows it.

    A single failure counts. Duration is measured at the 99th percentile, since an average hides the slowest calls.
    """

    id = "FRAUD_ALARM_4"
    severity = Severity.HIGH
    applies_to = (ALARM,)
    claims = ("threshold", "statistic", "extended_statistic")
    required = {"comparison_operator": Exactly("GreaterThanOrEqualToThreshold", otherwise="compares by {value}")}
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
        yield from super().violations(resource, stack)
        statistic, highest = LIMITS.get(str(resource.get("metric_name")), ("none", 0))
        used = [resource.values[key] for key in ("statistic", "extended_statistic") if key in resource.values]
        if used != [statistic]:
            yield f"measures by the statistic {used!r}, not by {statistic}"
        if not number(resource.get("threshold"), 0.001, highest):
            yield f"the threshold is {resource.get('threshold')!r}, not above 0 and at most {highest}"
