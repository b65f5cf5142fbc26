"""What a workflow calls by its tasks, and the API by its integration: each call is an action on a resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policies.aws.arn import with_arn
from policies.aws.asl import (
    COUNT,
    INVOKE,
    KEEP,
    MACHINE,
    PUBLISH,
    READ,
    REMEMBER,
    RUN,
    SETTLE,
    TAKE,
    WRITE,
    at,
    items,
    tasks,
)
from policies.aws.region import region
from policies.aws.start_execution import START_SYNC, machine_called
from policies.core import Resource, Stack
from policies.core.strict_json import Json

# By the `Resource` of a task: IAM's action, the parameter that names the resource it is on, and its type.
BY_RESOURCE: Mapping[str, tuple[str, str, str]] = {
    INVOKE: ("lambda:InvokeFunction", "FunctionName", "aws_lambda_function"),
    READ: ("dynamodb:GetItem", "TableName", "aws_dynamodb_table"),
    SETTLE: ("dynamodb:UpdateItem", "TableName", "aws_dynamodb_table"),
    COUNT: ("dynamodb:UpdateItem", "TableName", "aws_dynamodb_table"),
    TAKE: ("sqs:DeleteMessage", "QueueUrl", "aws_sqs_queue"),
    RUN: ("states:StartSyncExecution", "StateMachineArn", MACHINE),
    KEEP: ("sqs:SendMessage", "QueueUrl", "aws_sqs_queue"),
}


class Call(NamedTuple):
    """An action, the value that names the resource it is on, and the type that the resource must have."""

    action: str
    value: Json
    type: str


def calls_of_workflow(machine: Resource, stack: Stack) -> tuple[list[tuple[str, Resource]], list[str]]:
    """(calls, what is not known of them, a sentence each) of a workflow's tasks."""
    known, unknown = list[tuple[str, Resource]](), list[str]()
    for name, task in tasks(machine).items():
        calls = list(_calls(task))
        if not calls:
            unknown.append(f"the task {name} calls {task.get('Resource')!r}, which needs unknown grants")
        for call in calls:
            _add(call, stack.resolve(call.value), f"the task {name}", known, unknown)
    return known, unknown


def calls_of_integration(integration: Resource, stack: Stack) -> tuple[list[tuple[str, Resource]], list[str]]:
    """(calls, what is not known of them, a sentence each) of an integration of the API."""
    known, unknown = list[tuple[str, Resource]](), list[str]()
    uri = integration.get("uri")
    if uri != START_SYNC.format(region=region(stack)):
        return known, [f"the integration calls {uri!r}, which needs unknown grants"]
    templates = integration.get("request_templates")
    for template in templates.values() if isinstance(templates, Mapping) else (None,):
        called = machine_called(template)
        call = Call("states:StartSyncExecution", called, MACHINE)
        _add(call, with_arn(called, MACHINE, stack), "the integration", known, unknown)
    return known, unknown


def _add(call: Call, resource: Resource | None, by: str, known: list[tuple[str, Resource]], unknown: list[str]) -> None:
    if resource is None or resource.type != call.type:
        unknown.append(f"{by} calls {call.action} on {call.value!r}, which is no {call.type} of this stack")
    else:
        known.append((call.action, resource))


def _calls(task: Mapping[str, Json]) -> Iterator[Call]:
    # What JSONPath calls parameters, JSONata calls arguments.
    service, parameters = task.get("Resource"), task.get("Parameters", task.get("Arguments"))
    if isinstance(service, str) and service in BY_RESOURCE:
        action, key, type_ = BY_RESOURCE[service]
        yield Call(action, at(parameters, key), type_)
    elif service == PUBLISH:
        for entry in items(at(parameters, "Entries")):
            yield Call("events:PutEvents", at(entry, "EventBusName"), "aws_cloudwatch_event_bus")
    elif service == REMEMBER:
        asked = at(parameters, "RequestItems")
        for table in asked if isinstance(asked, Mapping) else ():
            yield Call("dynamodb:BatchGetItem", table, "aws_dynamodb_table")
    elif service == WRITE:
        for item in items(at(parameters, "TransactItems")):
            for kind, operation in item.items() if isinstance(item, Mapping) else ():
                # IAM allows each operation in a transaction, such as `Put`, as if it were alone.
                yield Call(f"dynamodb:{kind}Item", at(operation, "TableName"), "aws_dynamodb_table")
