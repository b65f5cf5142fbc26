"""The CloudWatch metrics that the stack watches, and the dimensions that name the resource that each measures.

Names and dimensions are those of AWS's guides: "Types of metrics for Lambda functions", "Monitoring Step Functions
metrics", "Amazon API Gateway dimensions and metrics", "Available CloudWatch metrics for Amazon SQS", "Monitoring Amazon
EventBridge", by which a rule of a custom bus has both dimensions, "Monitoring Amazon SNS topics using CloudWatch".

ExecutionThrottled is missing: it counts throttled state transitions, of which Express workflows have no quota.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.aws.asl import FUNCTION, MACHINE
from policies.aws.queues import BUS, QUEUE, RULE
from policies.core import Resource, Stack
from policies.core.strict_json import Json

ALARM = "aws_cloudwatch_metric_alarm"
DASHBOARD = "aws_cloudwatch_dashboard"
API = "aws_api_gateway_rest_api"
STAGE = "aws_api_gateway_stage"
TOPIC, SUBSCRIPTION = "aws_sns_topic", "aws_sns_topic_subscription"

METRIC_NAMES: Mapping[str, tuple[str, ...]] = {
    "AWS/Lambda": ("Errors", "Throttles", "Duration"),
    "AWS/States": ("ExecutionsFailed", "ExecutionsTimedOut"),
    "AWS/ApiGateway": ("4XXError", "5XXError", "Latency"),
    "AWS/SQS": ("ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"),
    "AWS/Events": ("FailedInvocations", "InvocationsFailedToBeSentToDlq"),
    "AWS/SNS": ("NumberOfNotificationsFailed",),
}
# What all SMS of the account cost in this region; it has no dimension.
SPEND = ("AWS/SNS", "SMSMonthToDateSpentUSD")
# What filters of this stack count in a log; it has no dimension either.
FILTER = "aws_cloudwatch_log_metric_filter"
COUNTED = UNAVAILABLE, HIGH_SCORES = "HistoryUnavailable", "HighScores"
# A single one of these is a failure: they are counted, and never compared with what succeeded.
SINGLE = (
    *("Errors", "Throttles", "ExecutionsFailed", "ExecutionsTimedOut", "5XXError"),
    *("FailedInvocations", "InvocationsFailedToBeSentToDlq", "NumberOfNotificationsFailed"),
    UNAVAILABLE,
)
# By namespace: each dimension, the type of the resource that it names, and the attribute that it must refer to.
DIMENSIONS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "AWS/Lambda": (("FunctionName", FUNCTION, "function_name"),),
    "AWS/States": (("StateMachineArn", MACHINE, "arn"),),
    "AWS/ApiGateway": (("ApiName", API, "name"), ("Stage", STAGE, "stage_name")),
    "AWS/SQS": (("QueueName", QUEUE, "name"),),
    "AWS/Events": (("EventBusName", BUS, "name"), ("RuleName", RULE, "name")),
    "AWS/SNS": (("TopicName", TOPIC, "name"),),
}


def measured(namespace: Json, name: Json, dimensions: Json, stack: Stack) -> tuple[Resource, ...]:
    """The resources of the stack that a metric measures; none if the metric or one of its dimensions is not known.

    CloudWatch does not refuse a metric that does not exist: its alarm never rings, and its graph stays empty.
    """
    if (namespace, name) == SPEND:
        return texting(stack) if not dimensions else ()
    if name in COUNTED:
        return stack.once(_filters).get((str(namespace), str(name)), ()) if not dimensions else ()
    if name not in METRIC_NAMES.get(str(namespace), ()) or not isinstance(dimensions, Mapping):
        return ()
    known = DIMENSIONS[str(namespace)]
    if dimensions.keys() != {dimension for dimension, _, _ in known}:
        return ()
    resources = [(stack.resolve(dimensions[dimension], attribute), type_) for dimension, type_, attribute in known]
    found = tuple(resource for resource, type_ in resources if resource is not None and resource.type == type_)
    return found if len(found) == len(known) else ()


def _filters(stack: Stack) -> Mapping[tuple[str, str], tuple[Resource, ...]]:
    """The filters of the stack by the namespace and the name of the metric that they make of lines of a log."""
    found: dict[tuple[str, str], list[Resource]] = {}
    for each in stack.of(FILTER):
        match each.get("metric_transformation"):
            case {"namespace": str(namespace), "name": str(name)}:
                found.setdefault((namespace, name), []).append(each)
    return {metric: tuple(filters) for metric, filters in found.items()}


def texting(stack: Stack) -> tuple[Resource, ...]:
    """The topics of the stack that send SMS."""
    return stack.once(_texting)


def _texting(stack: Stack) -> tuple[Resource, ...]:
    topics = [stack.resolve(each.get("topic_arn"), "arn") for each in stack.having(SUBSCRIPTION, "protocol", "sms")]
    return tuple(topic for topic in topics if topic is not None and topic.type == TOPIC)


def watched(alarm: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The resources that an alarm watches."""
    return measured(alarm.get("namespace"), alarm.get("metric_name"), alarm.get("dimensions"), stack)


def heard(resource: Resource, stack: Stack) -> frozenset[Json]:
    """The names of the metrics of a resource that alarms watch."""
    return stack.once(_heard).get(resource.address, frozenset())


def missing_alarms(resource: Resource, metrics: tuple[str, ...], stack: Stack) -> Iterator[str]:
    """Which of these metrics of a resource no alarm watches, a sentence each."""
    names = heard(resource, stack)
    yield from (f"has no CloudWatch alarm on its {name}" for name in metrics if name not in names)


def _heard(stack: Stack) -> Mapping[str, frozenset[Json]]:
    names: dict[str, frozenset[Json]] = {}
    for alarm in stack.of(ALARM):
        for resource in watched(alarm, stack):
            names[resource.address] = names.get(resource.address, frozenset()) | {alarm.get("metric_name")}
    return names
