from collections.abc import Iterator

from policies.alarms.shared.dashboards import graph, lines, measured_by, widgets
from policies.alarms.shared.example import BESIDE, ERRORS, EXAMPLE_DASHBOARD, dashboard
from policies.alarms.shared.metrics import DASHBOARD
from policies.aws.region import ANOTHER_REGION, region
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import append, replace

FIRST = ("dashboard_body", "widgets", 0, "properties")
FOREIGN = ["AWS/Lambda", "Errors", "FunctionName", "another-function"]


class DashboardShowsOnlyMetricsOfThisStack(Policy):
    """Every line of the dashboard is a metric of a resource of this stack, in this region.

    A graph of a resource that does not exist is flat, as that of a healthy system. Widgets of other types can run code.
    """

    id = "FRAUD_ALARM_12"
    severity = Severity.MEDIUM
    waivable = True
    applies_to = (DASHBOARD,)
    claims = ("dashboard_body", "dashboard_name")
    remediation = "Show the metrics that stacks.monitoring watches, by reference, as stacks.dashboard does."

    compliant = EXAMPLE_DASHBOARD
    given = {**BESIDE, f"{DASHBOARD}.plain": dashboard([ERRORS[:-1]])}
    violating = {
        "is empty": {"dashboard_body": {"widgets": []}},
        "shows another region": replace(*FIRST, "region", value=ANOTHER_REGION),
        "shows what is not in the stack": append(*FIRST, "metrics", item=FOREIGN),
        "runs code": append("dashboard_body", "widgets", item={"type": "custom", "properties": {"endpoint": "x"}}),
        "lets CloudWatch choose the periods": {"dashboard_body": {"periodOverride": "auto"}},
        "has a number for its widgets": {"dashboard_body": {"widgets": 1}},
        "holds what no graph has": replace("dashboard_body", "widgets", 0, "hidden", value=True),
        "flattens its lines": replace(*FIRST, "yAxis", value={"left": {"max": 1_000_000}}),
        "hides a line": replace(*FIRST, "metrics", 0, -1, "visible", value=False),
        "shows a sum of its lines": append(*FIRST, "metrics", item=[{"expression": "SUM(METRICS())"}]),
        "has a line of nothing": append(*FIRST, "metrics", item=[{"stat": "Sum"}]),
        "has a number for a line": append(*FIRST, "metrics", item=1),
        "has no name": {"dashboard_name": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not isinstance(resource.get("dashboard_name"), str) or not widgets(resource):
            yield "dashboard_name is not set, or dashboard_body is no plain list of widgets"
        for number, widget in enumerate(widgets(resource), start=1):
            if not lines(widget) or graph(widget).get("region") != region(stack):
                yield f"widget {number} does not show plain metrics of {region(stack)}"
            for line in lines(widget):
                if not measured_by(line, stack):
                    yield f"widget {number} shows what is no metric of this stack: {line!r}"
