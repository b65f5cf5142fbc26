"""Reading a workflow's definition (Amazon States Language, JSONPath): states, what they call and where they lead.

These functions read the plain shape that `workflow_definition_has_a_plain_shape` demands: it refuses what they skip.
"""

from __future__ import annotations

from collections.abc import Mapping

from policies.core import Resource, Stack
from policies.core.strict_json import Json
from policies.requirements import TRANSACTIONS

State = Mapping[str, Json]
States = Mapping[str, State]

MACHINE, FUNCTION = "aws_sfn_state_machine", "aws_lambda_function"

INVOKE = "arn:aws:states:::lambda:invoke"
WRITE = "arn:aws:states:::aws-sdk:dynamodb:transactWriteItems"
READ = "arn:aws:states:::dynamodb:getItem"
SETTLE = "arn:aws:states:::dynamodb:updateItem"
# By another integration than the marker's, by which the two are told apart.
REMEMBER = "arn:aws:states:::aws-sdk:dynamodb:batchGetItem"
COUNT = "arn:aws:states:::aws-sdk:dynamodb:updateItem"
RUN = "arn:aws:states:::aws-sdk:sfn:startSyncExecution"
PUBLISH = "arn:aws:states:::events:putEvents"
KEEP = "arn:aws:states:::sqs:sendMessage"
TAKE = "arn:aws:states:::aws-sdk:sqs:deleteMessage"

VALIDATION = "$.validation.Payload"
TRANSACTION = f"{VALIDATION}.transaction"
ANALYSIS, STORED = "$.analysis.Payload", "$.stored.Item"
HISTORY, REQUEST, RECEIPT = "$.history", "$.request", "$.receipt"
# The API names an execution by the client's key and the request: policies/aws/start_execution.py.
CLIENT = "States.ArrayGetItem(States.StringSplit($$.Execution.Name, '_'), 0)"


def at(value: Json, *keys: str) -> Json:
    """The value below these keys, or None."""
    for key in keys:
        # `dict` and not `Mapping`, which takes several times as long to ask.
        value = value.get(key) if isinstance(value, dict) else None
    return value


def items(value: Json) -> tuple[Json, ...]:
    """The items of a list; none if the value is no list."""
    return value if isinstance(value, tuple) else ()


def without(state: State, unwanted: str) -> State:
    """The state without one of its fields."""
    return {key: value for key, value in state.items() if key != unwanted}


def states(machine: Resource) -> States:
    """The states of a workflow by name, without their comments; those in the branches of a parallel state are its."""
    return machine.once(_states)


def branches(state: State) -> tuple[States, ...]:
    """The states of each branch of a parallel state, or of what a map does with each item; none for any other state."""
    inner = (*items(state.get("Branches")), *([state["ItemProcessor"]] if "ItemProcessor" in state else []))
    return tuple(_named(at(branch, "States")) for branch in inner)


def start(machine: Resource) -> str:
    """The name of the first state; empty where there is none."""
    name = machine.get("definition", "StartAt")
    return name if isinstance(name, str) else ""


def tasks(machine: Resource) -> States:
    """The states that call something, those in branches among them."""
    return machine.once(_tasks)


def _states(machine: Resource) -> States:
    return _named(machine.get("definition", "States"))


def _tasks(machine: Resource) -> States:
    graph = states(machine)
    graphs = (graph, *(branch for state in graph.values() for branch in branches(state)))
    return {name: state for each in graphs for name, state in each.items() if state.get("Type") == "Task"}


def calling(machine: Resource, resource: str) -> States:
    """The tasks with this `Resource`: a service integration's ARN."""
    return {name: state for name, state in tasks(machine).items() if state.get("Resource") == resource}


def invoking(machine: Resource, stack: Stack, function_name: str) -> States:
    """The tasks that invoke the stack's function of this name."""
    called = {name: (state, invoked(state, stack)) for name, state in calling(machine, INVOKE).items()}
    return {name: state for name, (state, of) in called.items() if of and of.get("function_name") == function_name}


def invoked(state: State, stack: Stack) -> Resource | None:
    """The function of this stack that a task invokes."""
    found = stack.resolve(at(state, "Parameters", "FunctionName"), "arn")
    return found if found is not None and found.type == FUNCTION else None


def answering(machine: Resource, status: str) -> States:
    """The states that end the workflow with an answer of this status."""
    return {name: state for name, state in states(machine).items() if at(state, "Parameters", "status") == status}


def is_table(value: Json, stack: Stack, name: str = TRANSACTIONS) -> bool:
    """Whether a value is the name of this table of the stack, by reference."""
    table = stack.resolve(value, "name")
    return table is not None and table.type == "aws_dynamodb_table" and table.get("name") == name


def _named(listed: Json) -> States:
    named = listed if isinstance(listed, Mapping) else {}
    return {name: without(state, "Comment") for name, state in named.items() if isinstance(state, dict)}
