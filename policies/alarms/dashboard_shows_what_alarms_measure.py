from collections.abc import Iterator

from policies.alarms.shared.dashboards import not_shown
from policies.alarms.shared.example import BESIDE, EXAMPLE, EXAMPLE_DASHBOARD
from policies.alarms.shared.metrics import ALARM, DASHBOARD
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import at_every, replace

FIRST = ("dashboard_body", "widgets", 0, "properties")


class DashboardShowsWhatAlarmsMeasure(Policy):
    """The dashboard shows every metric that an alarm watches, by the same statistic and in periods of the same length.

    Whoever gets an alarm looks at the graph first. An average where the alarm measures the slowest calls, or an hour
    where it measures a minute, shows a healthy system.
    """

    id = "FRAUD_ALARM_14"
    severity = Severity.LOW
    waivable = True
    applies_to = (DASHBOARD,)
    claims = ("dashboard_body",)
    remediation = "Make alarms and dashboard of the same metrics and period, as stacks.monitoring.Monitoring does."

    compliant = EXAMPLE_DASHBOARD
    given = {**BESIDE, f"{ALARM}.errors": EXAMPLE}
    violating = {
        "adds up hours": replace(*FIRST, "period", value=3600),
        "has truth for its period": replace(*FIRST, "period", value=True),
        "shows an average": replace(*FIRST, "metrics", 0, -1, value={"stat": "Average"}),
        "leaves out a metric": replace(*FIRST, "metrics", value=[]),
        "stands beside alarms of other periods": at_every(ALARM, {"period": 120}),
        "stands beside alarms of another statistic": at_every(ALARM, {"statistic": "SampleCount"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for alarm in stack.once(not_shown):
            yield f"does not show the metric of {alarm.place} by the alarm's statistic and period"
