from collections.abc import Iterator

from policies.alarms.shared.example import BESIDE, EXAMPLE
from policies.alarms.shared.metrics import ALARM, SINGLE
from policies.core import Policy, Resource, Severity, Stack
from policies.core.bounds import whole
from policies.core.examples import at_every

PERIODS = (60, 120, 300)
LONGEST = 300


class AlarmLooksOften(Policy):
    """Every alarm rings within five minutes of the trouble that it watches for.

    A period of a day, or a hundred periods in a row, tells of an outage when the customers have told already. Metrics
    of AWS's services come once a minute, so that a shorter period has gaps. Where a single failure counts, it must not
    take a failure in each of several periods.
    """

    id = "FRAUD_ALARM_5"
    severity = Severity.MEDIUM
    applies_to = (ALARM,)
    claims = ("period", "evaluation_periods")
    remediation = "Leave period and evaluation_periods to stacks.alarm.Alarms: one minute, once."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "looks once a day": {"period": 86_400},
        "looks more often than there is data": {"period": 10},
        "waits for many periods": {"evaluation_periods": 100},
        "looks at no period": {"evaluation_periods": 0},
        "adds up to too long": {"period": 120, "evaluation_periods": 5},
        "misses what fails once": at_every(ALARM, {"period": 60, "evaluation_periods": 5}),
        "says nothing of time": {"period": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        period, count = resource.get("period"), resource.get("evaluation_periods")
        if period not in PERIODS or not whole(period, 1, LONGEST):
            yield f"looks every {period!r} seconds, which is none of {', '.join(map(str, PERIODS))}"
        elif not whole(count, 1, LONGEST // int(str(period))):
            yield f"waits for {count!r} periods of {period} s, which is not within {LONGEST} s"
        elif count != 1 and resource.get("metric_name") in SINGLE:
            yield f"waits for {count!r} periods in a row, though a single one counts"
