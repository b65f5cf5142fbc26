"""An alarm and a dashboard that every policy on them accepts, and what stands beside them: their shared example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.alarms.shared.thresholds import AGE
from policies.aws.message_examples import handed_to_a_function
from policies.core.examples import Values
from policies.requirements import REGION

OPTIONS = {"stat": "Sum", "label": "errors", "color": "#d62728"}
OPERATIONS = "${aws_sns_topic.operations.arn}"
ERRORS = ["AWS/Lambda", "Errors", "FunctionName", "${aws_lambda_function.analyzer.function_name}", OPTIONS]
FAILED = ["AWS/SNS", "NumberOfNotificationsFailed", "TopicName", "${aws_sns_topic.operations.name}", {"stat": "Sum"}]
PLACE = {"type": "metric", "x": 0, "y": 0, "width": 12, "height": 6}
SHOWN = {"title": "fraud-analyzer", "region": REGION, "view": "timeSeries", "period": 60}


def alarm(namespace: str, metric: str, dimensions: Values) -> Values:
    """An alarm that rings at once."""
    return {
        "alarm_name": metric,
        "namespace": namespace,
        "metric_name": metric,
        "dimensions": dimensions,
        "statistic": "Maximum" if namespace == "AWS/SQS" else "Sum",
        "comparison_operator": "GreaterThanOrEqualToThreshold",
        "threshold": 1,
        "period": 60,
        "evaluation_periods": 1,
        "treat_missing_data": "notBreaching",
        "alarm_actions": [OPERATIONS],
        "ok_actions": [OPERATIONS],
    }


def timed_alarm(namespace: str, metric: str, dimensions: Values, threshold: int) -> Values:
    """An alarm on what takes time; the worst of a hundred calls, or the oldest message."""
    rings = alarm(namespace, metric, dimensions)
    if namespace == "AWS/SQS":
        return {**rings, "threshold": threshold}
    calls = {key: value for key, value in rings.items() if key != "statistic"}
    datapoints = {"evaluation_periods": 3, "datapoints_to_alarm": 2}
    return {**calls, **datapoints, "extended_statistic": "p99", "threshold": threshold}


def dashboard(lines: list[Any]) -> Values:
    """A dashboard of one graph with these lines."""
    widget = {**PLACE, "properties": {**SHOWN, "metrics": lines}}
    return {"dashboard_name": "fraud-detection", "dashboard_body": {"widgets": [widget]}}


EXAMPLE = alarm("AWS/Lambda", "Errors", {"FunctionName": "${aws_lambda_function.analyzer.function_name}"})
EXAMPLE_DASHBOARD = dashboard([ERRORS, FAILED])
BESIDE: Mapping[str, Values] = {
    "aws_lambda_function.analyzer": {"function_name": "fraud-analyzer", "timeout": 2},
    "aws_sns_topic.operations": {"name": "operations"},
    "aws_sns_topic_subscription.operations": {"topic_arn": OPERATIONS, "protocol": "email"},
}
# What ends by itself, and an alarm on how long it takes; and one on the requests that are refused.
API_DIMENSIONS = {
    "ApiName": "${aws_api_gateway_rest_api.api.name}",
    "Stage": "${aws_api_gateway_stage.live.stage_name}",
}
MEASURED: Mapping[str, Values] = {
    "aws_api_gateway_rest_api.api": {},
    "aws_api_gateway_stage.live": {},
    "aws_api_gateway_integration.start": {
        "rest_api_id": "${aws_api_gateway_rest_api.api.id}",
        "timeout_milliseconds": 29_000,
    },
    "aws_sqs_queue.review": {"message_retention_seconds": 345_600},
    **handed_to_a_function(message_retention_seconds=345_600, visibility_timeout_seconds=180),
    "aws_cloudwatch_metric_alarm.refusals": {**alarm("AWS/ApiGateway", "4XXError", API_DIMENSIONS), "threshold": 500},
    **{
        f"aws_cloudwatch_metric_alarm.{name}": timed_alarm(namespace, metric, dimensions, threshold)
        for name, namespace, metric, dimensions, threshold in (
            ("slow", "AWS/Lambda", "Duration", EXAMPLE["dimensions"], 500),
            (
                "batches",
                "AWS/Lambda",
                "Duration",
                {"FunctionName": "${aws_lambda_function.drain.function_name}"},
                15_000,
            ),
            ("late", "AWS/ApiGateway", "Latency", API_DIMENSIONS, 1_000),
            ("review", "AWS/SQS", AGE, {"QueueName": "${aws_sqs_queue.review.name}"}, 72_000),
            ("overflow", "AWS/SQS", AGE, {"QueueName": "${aws_sqs_queue.overflow.name}"}, 300),
        )
    },
}
