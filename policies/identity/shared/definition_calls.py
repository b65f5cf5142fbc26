"""What definitions call: a workflow's by its tasks, the API's by its integration; each call an action on a thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policies.aws.asl import INVOKE, KEEP, MACHINE, PUBLISH, READ, SETTLE, WRITE, at, listed, tasks
from policies.aws.start_execution import machine_called
from policies.core import Resource, Stack
from policies.core.expressions import REGION
from policies.core.strict_json import Json

# By a task's resource: IAM's action, the parameter that names the thing, and the thing's type.
BY_RESOURCE: Mapping[str, tuple[str, str, str]] = {
    INVOKE: ("lambda:InvokeFunction", "FunctionName", "aws_lambda_function"),
    READ: ("dynamodb:GetItem", "TableName", "aws_dynamodb_table"),
    SETTLE: ("dynamodb:UpdateItem", "TableName", "aws_dynamodb_table"),
    KEEP: ("sqs:SendMessage", "QueueUrl", "aws_sqs_queue"),
}
# What is in a transaction is allowed, or not, as if it were done alone.
IN_TRANSACTION = {
    "Put": "dynamodb:PutItem",
    "Update": "dynamodb:UpdateItem",
    "Delete": "dynamodb:DeleteItem",
    "ConditionCheck": "dynamodb:ConditionCheckItem",
}
START = f"arn:aws:apigateway:{REGION}:states:action/StartSyncExecution"


class Named(NamedTuple):
    """An action, the value that names its thing, and what type that must be."""

    action: str
    value: Json
    type: str


def of_workflow(machine: Resource, stack: Stack) -> tuple[list[tuple[str, Resource]], list[str]]:
    """(calls, what cannot be told, a sentence each) of a workflow's tasks."""
    calls, unknown = list[tuple[str, Resource]](), list[str]()
    for name, task in tasks(machine).items():
        named = list(_named(task))
        if not named:
            unknown.append(f"serves the task {name}, of whose resource {task.get('Resource')!r} no calls are known")
        for each in named:
            _add(each, f"the task {name}", stack, calls, unknown)
    return calls, unknown


def of_integration(integration: Resource, stack: Stack) -> tuple[list[tuple[str, Resource]], list[str]]:
    """(calls, what cannot be told, a sentence each) of an integration of the API."""
    calls, unknown = list[tuple[str, Resource]](), list[str]()
    uri = integration.get("uri")
    if uri != START:
        return calls, [f"serves an integration, of whose URI {uri!r} no calls are known"]
    templates = integration.get("request_templates")
    for template in templates.values() if isinstance(templates, Mapping) else (None,):
        named = Named("states:StartSyncExecution", machine_called(template), MACHINE)
        _add(named, "an integration", stack, calls, unknown)
    return calls, unknown


def _add(named: Named, by: str, stack: Stack, calls: list[tuple[str, Resource]], unknown: list[str]) -> None:
    thing = stack.resolve(named.value)
    if thing is None or thing.type != named.type:
        unknown.append(f"serves {by}, which calls {named.action} on {named.value!r}, no {named.type} of this stack")
    else:
        calls.append((named.action, thing))


def _named(task: Mapping[str, Json]) -> Iterator[Named]:
    resource, parameters = task.get("Resource"), task.get("Parameters")
    if isinstance(resource, str) and resource in BY_RESOURCE:
        action, key, type_ = BY_RESOURCE[resource]
        yield Named(action, at(parameters, key), type_)
    elif resource == PUBLISH:
        for entry in listed(at(parameters, "Entries")):
            yield Named("events:PutEvents", at(entry, "EventBusName"), "aws_cloudwatch_event_bus")
    elif resource == WRITE:
        for item in listed(at(parameters, "TransactItems")):
            for kind, what in item.items() if isinstance(item, Mapping) else ():
                action = IN_TRANSACTION.get(kind, f"dynamodb:{kind}")
                yield Named(action, at(what, "TableName"), "aws_dynamodb_table")
