"""Metrics that are counted from what a function says in its log."""

from cdktf_cdktf_provider_aws.cloudwatch_log_metric_filter import (
    CloudwatchLogMetricFilter,
    CloudwatchLogMetricFilterMetricTransformation,
)
from constructs import Construct

from stacks.alarm import Metric
from stacks.function import Function
from stacks.settings import Settings


class LogMetric(Construct):
    """One for each line whose message is just this text; the metric has no dimension."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        function: Function,
        message: str,
        threshold: float = 1,
        settings: Settings,
    ) -> None:
        super().__init__(scope, f"{name}-metric")
        CloudwatchLogMetricFilter(
            self,
            "filter",
            name=name,
            log_group_name=function.log_group,
            pattern=f'{{ $.message = "{message}" }}',
            metric_transformation=CloudwatchLogMetricFilterMetricTransformation(
                namespace=settings.system, name=name, value="1"
            ),
        )
        self.metric = Metric(namespace=settings.system, name=name, threshold=threshold)
