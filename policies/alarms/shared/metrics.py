"""CloudWatch's metrics, as far as the stack watches them: which there are, and which dimensions name what they measure.

Names and dimensions are those of AWS's guides: "Types of metrics for Lambda functions", "Monitoring Step Functions
metrics", "Amazon API Gateway dimensions and metrics", "Available CloudWatch metrics for Amazon SQS".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.core import Resource, Stack
from policies.core.strict_json import Json

ALARM = "aws_cloudwatch_metric_alarm"
DASHBOARD = "aws_cloudwatch_dashboard"
FUNCTION = "aws_lambda_function"
MACHINE = "aws_sfn_state_machine"
API = "aws_api_gateway_rest_api"
STAGE = "aws_api_gateway_stage"
QUEUE = "aws_sqs_queue"

NAMES: Mapping[str, tuple[str, ...]] = {
    "AWS/Lambda": ("Errors", "Throttles", "Duration"),
    "AWS/States": ("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled"),
    "AWS/ApiGateway": ("4XXError", "5XXError", "Latency"),
    "AWS/SQS": ("ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"),
}
# Of these, one is one too many: they are counted, and never weighed against what went well.
SINGLE = (
    *("Errors", "Throttles", "ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled", "5XXError"),
    "ApproximateNumberOfMessagesVisible",
)
# Dimension, the type of what it names, and the attribute that it must refer to.
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
    wanted = DIMENSIONS.get(str(namespace), ())
    if name not in NAMES.get(str(namespace), ()) or not isinstance(dimensions, Mapping):
        return ()
    if dimensions.keys() != {dimension for dimension, _, _ in wanted}:
        return ()
    found = [stack.resolve(dimensions[dimension], attribute) for dimension, _, attribute in wanted]
    types = [type_ for _, type_, _ in wanted]
    known = tuple(each for each, type_ in zip(found, types, strict=True) if each is not None and each.type == type_)
    return known if len(known) == len(wanted) else ()


def watched(alarm: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The resources that an alarm watches."""
    return measured(alarm.get("namespace"), alarm.get("metric_name"), alarm.get("dimensions"), stack)


def unwatched(resource: Resource, wanted: tuple[str, ...], stack: Stack) -> Iterator[str]:
    """Which of these metrics of a resource no alarm watches."""
    mentioning = (each for each in stack.referring_to(resource) if each.type == ALARM)
    names = {each.get("metric_name") for each in mentioning if resource in watched(each, stack)}
    yield from (name for name in wanted if name not in names)
