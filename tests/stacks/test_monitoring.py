"""Alarms reach the operations topic and watch what exists."""

import json
from typing import Any

import pytest

WATCHED = {
    "AWS/Lambda": {"Errors", "Throttles", "Duration"},
    "AWS/States": {"ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled"},
    "AWS/ApiGateway": {"5XXError", "4XXError", "Latency"},
    "AWS/SQS": {"ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"},
}


@pytest.fixture
def alarms(stack: dict[str, Any]) -> list[dict[str, Any]]:
    return list(stack["resource"]["aws_cloudwatch_metric_alarm"].values())


def test_every_metric_is_watched_on_every_resource(stack: dict[str, Any], alarms: list[dict[str, Any]]) -> None:
    watched: dict[str, set[str]] = {}
    for alarm in alarms:
        watched.setdefault(alarm["namespace"], set()).add(alarm["metric_name"])
    assert watched == WATCHED
    counted = [alarm["metric_name"] for alarm in alarms]
    functions, queues = (stack["resource"][f"aws_{kind}"].values() for kind in ("lambda_function", "sqs_queue"))
    assert counted.count("Errors") == len(functions)
    assert counted.count("ApproximateAgeOfOldestMessage") == len(queues)
    dead_letter_queues = [queue for queue in queues if "redrive_policy" not in queue]
    assert counted.count("ApproximateNumberOfMessagesVisible") == len(dead_letter_queues)


def test_every_alarm_reaches_the_operations_topic_and_takes_silence_for_health(alarms: list[dict[str, Any]]) -> None:
    for alarm in alarms:
        (action,) = alarm["alarm_actions"]
        assert action.startswith("${aws_sns_topic.operations-topic")
        assert alarm["treat_missing_data"] == "notBreaching"
        assert ("statistic" in alarm) is not ("extended_statistic" in alarm)


def test_every_dimension_refers_to_a_resource_of_the_stack(alarms: list[dict[str, Any]]) -> None:
    assert all(value.startswith("${aws_") for alarm in alarms for value in alarm["dimensions"].values())


def test_the_dashboard_shows_what_the_alarms_watch(stack: dict[str, Any], alarms: list[dict[str, Any]]) -> None:
    (dashboard,) = stack["resource"]["aws_cloudwatch_dashboard"].values()
    lines = [line for w in json.loads(dashboard["dashboard_body"])["widgets"] for line in w["properties"]["metrics"]]
    shown = {
        (namespace, metric, dict(zip(named[::2], named[1::2], strict=True)).__str__())
        for namespace, metric, *named, _ in lines
    }
    assert shown == {(a["namespace"], a["metric_name"], str(dict(sorted(a["dimensions"].items())))) for a in alarms}
