from collections.abc import Iterator

from policies.alarms.shared.example import BESIDE, EXAMPLE
from policies.alarms.shared.metrics import ALARM, SINGLE
from policies.core import Resource, Severity, Stack
from policies.core.examples import at_every
from policies.core.kinds import Attributes, Between, OneOf

LONGEST = 300


class AlarmEvaluationPeriodsAreShort(Attributes):
    """Every alarm rings within five minutes of the trouble that it watches for.

    With a period of a day, or a hundred periods in a row, customers report an outage before the alarm does. Metrics of
    AWS's services come once a minute, so a shorter period has gaps. Where a single failure counts, the alarm must not
    wait for a failure in each of several periods.
    """

    id = "FRAUD_ALARM_5"
    severity = Severity.MEDIUM
    waivable = True
    applies_to = (ALARM,)
    required = {
        "period": OneOf(60, 120, LONGEST, otherwise="the period is {value} seconds, not 60, 120 or 300"),
        "evaluation_periods": Between(1, LONGEST // 60, otherwise="the evaluation periods are {value}, not 1 to 5"),
    }
    remediation = "Leave period and evaluation_periods to stacks.alarm.Alarms: one minute, once."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "looks once a day": {"period": 86_400},
        "looks more often than there is data": {"period": 10},
        "waits for many periods": {"evaluation_periods": 100},
        "adds up to too long": {"period": 120, "evaluation_periods": 5},
        "adds up to too long as a decimal": {"period": 300.0, "evaluation_periods": 5},
        "misses what fails once": at_every(ALARM, {"period": 60, "evaluation_periods": 5}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        period, count = resource.get("period"), resource.get("evaluation_periods")
        if not isinstance(period, int | float) or not isinstance(count, int):
            return
        if period <= LONGEST < period * count:
            yield f"{count} evaluation periods of {period} seconds are more than {LONGEST} seconds"
        if count > 1 and resource.get("metric_name") in SINGLE:
            yield f"waits for {count} evaluation periods in a row, though a single failure counts"
