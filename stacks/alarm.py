"""Alarms that reach a person."""

from collections.abc import Mapping
from dataclasses import dataclass

from cdktf_cdktf_provider_aws.cloudwatch_metric_alarm import CloudwatchMetricAlarm
from constructs import Construct

from stacks.settings import Settings
from stacks.topic import Topic


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A CloudWatch metric and the value from which it is alarming; `statistic` is a name or a percentile (p99).

    `description` comes with the alarm's mail, where its name does not say what to do.
    """

    namespace: str
    name: str
    statistic: str = "Sum"
    threshold: float = 1
    description: str | None = None


class Alarms(Construct):
    """One alarm per metric of what its dimensions name, or of the whole account; a quiet metric is a good one."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        dimensions: Mapping[str, str],
        metrics: tuple[Metric, ...],
        to: Topic,
        settings: Settings,
    ) -> None:
        super().__init__(scope, f"{name}-alarms")
        for metric in metrics:
            percentile = metric.statistic.startswith("p")
            CloudwatchMetricAlarm(
                self,
                metric.name,
                alarm_name=f"{settings.system}-{name}-{metric.name}",
                alarm_description=metric.description,
                namespace=metric.namespace,
                metric_name=metric.name,
                dimensions=dict(dimensions) or None,
                statistic=None if percentile else metric.statistic,
                extended_statistic=metric.statistic if percentile else None,
                period=settings.alarm_period,
                # A percentile of one quiet minute may be a single cold start.
                evaluation_periods=3 if percentile else 1,
                datapoints_to_alarm=2 if percentile else None,
                threshold=metric.threshold,
                comparison_operator="GreaterThanOrEqualToThreshold",
                treat_missing_data="notBreaching",
                alarm_actions=[to.arn],
                ok_actions=[to.arn],
            )
