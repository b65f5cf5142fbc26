"""Metrics that are counted from what a function says in its log."""

from collections.abc import Sequence

from cdktf_cdktf_provider_aws.cloudwatch_log_metric_filter import (
    CloudwatchLogMetricFilter,
    CloudwatchLogMetricFilterMetricTransformation,
)
from constructs import Construct

from stacks.alarm import Metric
from stacks.function import Function
from stacks.settings import Settings


class LogMetric(Construct):
    """One for each line of these functions whose message is just this text; the metric has no dimension."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        functions: Sequence[Function],
        message: str,
        threshold: float = 1,
        settings: Settings,
    ) -> None:
        super().__init__(scope, f"{name}-metric")
        for function in functions:
            CloudwatchLogMetricFilter(
                self,
                function.label,
                name=name,
                log_group_name=function.log_group,
                pattern=f'{{ $.message = "{message}" }}',
                metric_transformation=CloudwatchLogMetricFilterMetricTransformation(
                    namespace=settings.system, name=name, value="1"
                ),
            )
        self.metric = Metric(namespace=settings.system, name=name, threshold=threshold)
