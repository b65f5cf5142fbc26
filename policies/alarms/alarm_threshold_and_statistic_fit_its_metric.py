from collections.abc import Iterator

from policies.alarms.shared.example import BESIDE, EXAMPLE, MEASURED
from policies.alarms.shared.example_bounds import AT_THE_EDGES, BEYOND
from policies.alarms.shared.metrics import ALARM
from policies.alarms.shared.thresholds import AGE, DURATION, limit, statistics, threshold_of
from policies.aws.asl import FUNCTION
from policies.aws.queues import QUEUE
from policies.aws.start_execution import INTEGRATION
from policies.core import Resource, Severity, Stack
from policies.core.examples import at_every
from policies.core.kinds import Attributes, Exactly
from policies.requirements import OVERFLOW


class AlarmThresholdAndStatisticFitItsMetric(Attributes):
    """Every alarm rings at or above a value that means trouble, measured in the way that shows it.

    A single failure counts. Times are measured at the 99th percentile, since an average hides the slowest calls. A
    threshold above a timeout, the retention of the queue or the limit of what SMS may cost is never reached. Where a
    function is handed messages, a batch that comes again once is no trouble, and one that comes a third time is.
    """

    id = "FRAUD_ALARM_4"
    severity = Severity.HIGH
    waivable = True
    applies_to = (ALARM,)
    required = {"comparison_operator": Exactly("GreaterThanOrEqualToThreshold", otherwise="compares by {value}")}
    claims = ("threshold", "statistic", "extended_statistic")
    remediation = "Take threshold and statistic from stacks.monitoring; ring at the threshold and above."

    compliant = EXAMPLE
    given = {**BESIDE, **MEASURED, **AT_THE_EDGES}
    violating = {
        **BEYOND,
        "is on a metric of which nobody said what is trouble": {"metric_name": "Invocations"},
        "never rings": {"threshold": 10**9},
        "always rings": {"threshold": 0},
        "rings before there is trouble": {"threshold": 0.2},
        "rings when all is well": {"comparison_operator": "LessThanThreshold"},
        "hides the worst": {"statistic": "Average", "extended_statistic": "p1"},
        "takes one client for a flood": at_every(ALARM, {"period": 300, "threshold": 300}, metric_name="4XXError"),
        "waits for what the function cannot take": at_every(FUNCTION, {"timeout": None}),
        "waits for what the API cannot take": at_every(INTEGRATION, {"timeout_milliseconds": 1_000}),
        "waits until the message is gone": at_every(QUEUE, {"message_retention_seconds": 43_200}),
        "rings for what comes again soon": at_every(QUEUE, {"visibility_timeout_seconds": 300}, name=OVERFLOW),
        "leaves out what has come again": at_every(QUEUE, {"visibility_timeout_seconds": 60}, name=OVERFLOW),
        "watches what is hidden nobody knows for how long": at_every(
            QUEUE, {"visibility_timeout_seconds": None}, name=OVERFLOW
        ),
        "lets what was accepted wait as long as a review": at_every(ALARM, {"threshold": 3_600}, metric_name=AGE),
        "rings when the function decides card by card": at_every(ALARM, {"threshold": 500}, metric_name=DURATION),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        known, threshold = threshold_of(resource, stack), resource.get("threshold")
        if known is None:
            yield f"is on the metric {resource.get('metric_name')}, of which nobody has said what is trouble"
            return
        if statistics(resource) != [known.statistic]:
            yield f"measures by the statistic {statistics(resource)!r}, not by {known.statistic}"
        if not known.admits(threshold):
            yield f"the threshold is {threshold!r}, not {known.least} to {known.most}"
        elif threshold >= limit(resource, stack):
            yield f"the threshold is {threshold}, and the metric never exceeds {limit(resource, stack)}"
