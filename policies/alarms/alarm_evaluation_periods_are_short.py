from collections.abc import Iterator

from policies.alarms.shared.example import BESIDE, EXAMPLE
from policies.alarms.shared.metrics import ALARM
from policies.core import Resource, Severity, Stack
from policies.core.bounds import whole
from policies.core.examples import at_every
from policies.core.kinds import Attributes, OneOf

LONGEST = 300
# The datapoints that must show the trouble, which are left out where they are all, and the periods that are looked at.
ONCE, TWICE = (None, 1), (2, 3)
AT_ONCE = {"datapoints_to_alarm": None, "evaluation_periods": 1}


class AlarmEvaluationPeriodsAreShort(Attributes):
    """Every alarm rings within five minutes of the trouble that it watches for, and not for one slow call.

    With a period of a day customers report an outage before the alarm does. Metrics of AWS's services come once a
    minute, so a shorter period has gaps. A count rings at once. A percentile of one quiet minute may be a single cold
    start, so two of three periods must show it.
    """

    id = "FRAUD_ALARM_5"
    severity = Severity.MEDIUM
    waivable = True
    applies_to = (ALARM,)
    required = {"period": OneOf(60, 120, LONGEST, otherwise="the period is {value} seconds, not 60, 120 or 300")}
    claims = ("evaluation_periods", "datapoints_to_alarm")
    remediation = "Leave both to stacks.alarm.Alarms: one period of a minute, and two of three for a percentile."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "looks once a day": {"period": 86_400},
        "looks more often than there is data": {"period": 10},
        "adds up to too long": {"period": LONGEST, "datapoints_to_alarm": 2, "evaluation_periods": 3},
        "waits for trouble in each of several periods": {"evaluation_periods": 5},
        "is content with one datapoint of several": {"evaluation_periods": 3, "datapoints_to_alarm": 1},
        "rings for one cold start": at_every(ALARM, {**AT_ONCE, "extended_statistic": "p99"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        wanted = TWICE if resource.get("extended_statistic") is not None else ONCE
        found = (resource.get("datapoints_to_alarm"), resource.get("evaluation_periods"))
        if found != wanted or not whole(found[1], 1):
            yield f"rings after {found[0] or 'all'} of {found[1]!r} periods, not {wanted[0] or 'all'} of {wanted[1]}"
        if resource.get("period") == LONGEST and wanted == TWICE:
            yield f"two periods of {LONGEST} seconds are more than {LONGEST} seconds"
