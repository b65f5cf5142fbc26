"""An alarm and a dashboard that every policy on them accepts, and what stands beside them: their shared example."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core.examples import Values

TOPIC = "${aws_sns_topic.operations.arn}"
ERRORS = ["AWS/Lambda", "Errors", "FunctionName", "${aws_lambda_function.analyzer.function_name}", {"stat": "Sum"}]
PLACE = {"type": "metric", "x": 0, "y": 0, "width": 12, "height": 6}
SHOWN = {"title": "fraud-analyzer", "region": "us-east-1", "view": "timeSeries", "period": 60}


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
        "alarm_actions": [TOPIC],
        "ok_actions": [TOPIC],
    }


EXAMPLE = alarm("AWS/Lambda", "Errors", {"FunctionName": "${aws_lambda_function.analyzer.function_name}"})
EXAMPLE_DASHBOARD: Values = {
    "dashboard_name": "fraud-detection",
    "dashboard_body": {"widgets": [{**PLACE, "properties": {**SHOWN, "metrics": [ERRORS]}}]},
}
BESIDE: Mapping[str, Values] = {
    "aws_lambda_function.analyzer": {"function_name": "fraud-analyzer"},
    "aws_sns_topic.operations": {"name": "operations"},
    "aws_sns_topic_subscription.operations": {"topic_arn": TOPIC, "protocol": "email"},
}
