"""The CloudWatch metrics that the stack watches, and the dimensions that name the resource that each measures.

Names and dimensions are those of AWS's guides: "Types of metrics for Lambda functions", "Monitoring Step Functions
metrics", "Amazon API Gateway dimensions and metrics", "Available CloudWatch metrics for Amazon SQS".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.aws.asl import FUNCTION, MACHINE
from policies.aws.queues import QUEUE
from policies.core import Resource, Stack
from policies.core.strict_json import Json

ALARM = "aws_cloudwatch_metric_alarm"
DASHBOARD = "aws_cloudwatch_dashboard"
API = "aws_api_gateway_rest_api"
STAGE = "aws_api_gateway_stage"

METRIC_NAMES: Mapping[str, tuple[str, ...]] = {
    "AWS/Lambda": ("Errors", "Throttles", "Duration"),
    "AWS/States": ("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled"),
    "AWS/ApiGateway": ("4XXError", "5XXError", "Latency"),
    "AWS/SQS": ("ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"),
}
# A single one of these is a failure: they are counted, and never compared with what succeeded.
SINGLE = (
    *("Errors", "Throttles", "ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled", "5XXError"),
    "ApproximateNumberOfMessagesVisible",
)
# By namespace: each dimension, the type of the resource that it names, and the attribute that it must refer to.
DIMENSIONS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "AWS/Lambda": (("FunctionName", FUNCTION, "function_name"),),
    "AWS/States": (("StateMachineArn", MACHINE, "arn"),),
    "AWS/ApiGateway": (("ApiName", API, "name"), ("Stage", STAGE, "stage_name")),
    "AWS/SQS": (("QueueName", QUEUE, "name"),),
}


def measured(namespace: Json, name: Json, dimensions: Json, stack: Stack) -> tuple[Resource, ...]:
    """The resources of the stack that a metric measures; none if the metric or one of its dimensions is not known.

    CloudWatch does not refuse a metric that does not exist: its alarm never rings, and its graph stays empty.
    """
    known = DIMENSIONS.get(str(namespace), ())
    if name not in METRIC_NAMES.get(str(namespace), ()) or not isinstance(dimensions, Mapping):
        return ()
    if dimensions.keys() != {dimension for dimension, _, _ in known}:
        return ()
    resources = [(stack.resolve(dimensions[dimension], attribute), type_) for dimension, type_, attribute in known]
    found = tuple(resource for resource, type_ in resources if resource is not None and resource.type == type_)
    return found if len(found) == len(known) else ()


def watched(alarm: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The resources that an alarm watches."""
    return measured(alarm.get("namespace"), alarm.get("metric_name"), alarm.get("dimensions"), stack)


def missing_alarms(resource: Resource, metrics: tuple[str, ...], stack: Stack) -> Iterator[str]:
    """Which of these metrics of a resource no alarm watches, a sentence each."""
    alarms = (alarm for alarm in stack.referring_to(resource) if alarm.type == ALARM)
    names = {alarm.get("metric_name") for alarm in alarms if resource in watched(alarm, stack)}
    yield from (f"has no CloudWatch alarm on its {name}" for name in metrics if name not in names)
