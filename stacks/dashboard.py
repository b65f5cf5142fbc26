"""One page for who is on call."""

from collections.abc import Sequence
from typing import Any

from cdktf_cdktf_provider_aws.cloudwatch_dashboard import CloudwatchDashboard
from constructs import Construct

from stacks.alarm import Metric
from stacks.document import document
from stacks.settings import Settings

COLUMNS = 2
WIDTH, HEIGHT = 12, 6


class Dashboard(Construct):
    """One graph for each watched resource: its name, the dimensions that name it, and its metrics."""

    def __init__(
        self,
        scope: Construct,
        *,
        watched: Sequence[tuple[str, dict[str, str], tuple[Metric, ...]]],
        settings: Settings,
    ) -> None:
        super().__init__(scope, "dashboard")
        widgets = [
            _graph(order, name, dimensions, metrics, settings)
            for order, (name, dimensions, metrics) in enumerate(watched)
        ]
        CloudwatchDashboard(
            self, "dashboard", dashboard_name=settings.system, dashboard_body=document({"widgets": widgets})
        )


def _graph(
    order: int, name: str, dimensions: dict[str, str], metrics: tuple[Metric, ...], settings: Settings
) -> dict[str, Any]:
    row, column = divmod(order, COLUMNS)
    named = [part for dimension in dimensions.items() for part in dimension]
    lines = [[metric.namespace, metric.name, *named, {"stat": metric.statistic}] for metric in metrics]
    return {
        "type": "metric",
        "x": column * WIDTH,
        "y": row * HEIGHT,
        "width": WIDTH,
        "height": HEIGHT,
        "properties": {
            "title": name,
            "region": settings.region,
            "view": "timeSeries",
            "period": settings.alarm_period,
            "metrics": lines,
        },
    }
