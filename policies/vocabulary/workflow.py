"""Reading a workflow's definition (Amazon States Language, JSONPath): states, what they call and where they lead.

These functions read what is there; what is not in the plain shape is refused by the policies on legibility, so that
nothing they skip goes unjudged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.vocabulary.resource import Resource
from policies.vocabulary.stack import Stack
from policies.vocabulary.strict_json import Json

State = Mapping[str, Json]
States = Mapping[str, State]

MACHINE = "aws_sfn_state_machine"

INVOKE = "arn:aws:states:::lambda:invoke"
WRITE = "arn:aws:states:::aws-sdk:dynamodb:transactWriteItems"
READ = "arn:aws:states:::dynamodb:getItem"
PUBLISH = "arn:aws:states:::events:putEvents"
KEEP = "arn:aws:states:::sqs:sendMessage"

VALIDATOR = "transaction-validator"
ANALYZER = "fraud-analyzer"
NOTIFIER = "notification-sender"

VALIDATION = "$.validation.Payload"
TRANSACTION = f"{VALIDATION}.transaction"
ANALYSIS = "$.analysis.Payload"
STORED = "$.stored.Item"


def at(value: Json, *keys: str) -> Json:
    """The value below these keys, or None."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def listed(value: Json) -> tuple[Json, ...]:
    """The items of a list; what is no list has none."""
    return value if isinstance(value, tuple) else ()


def states(machine: Resource) -> States:
    """The states of a workflow by name."""
    found = machine.get("definition", "States")
    items = found.items() if isinstance(found, Mapping) else ()
    return {name: state for name, state in items if isinstance(state, Mapping)}


def start(machine: Resource) -> str:
    """The name of the first state; empty where there is none."""
    name = machine.get("definition", "StartAt")
    return name if isinstance(name, str) else ""


def tasks(machine: Resource) -> States:
    """The states that call something."""
    return {name: state for name, state in states(machine).items() if state.get("Type") == "Task"}


def calling(machine: Resource, resource: str) -> States:
    """The tasks with this `Resource`: a service integration's ARN."""
    return {name: state for name, state in tasks(machine).items() if state.get("Resource") == resource}


def invoking(machine: Resource, stack: Stack, function_name: str) -> States:
    """The tasks that invoke the stack's function of this name."""
    return {
        name: state
        for name, state in calling(machine, INVOKE).items()
        if (called := stack.resolve(at(state, "Parameters", "FunctionName"), "arn"))
        and called.type == "aws_lambda_function"
        and called.get("function_name") == function_name
    }


def targets(state: State) -> tuple[str, ...]:
    """Every name that a state may go to next: after success, by a choice, after an error."""
    rules = [each for key in ("Choices", "Catch") for each in listed(state.get(key))]
    found = (state.get("Next"), state.get("Default"), *(at(rule, "Next") for rule in rules))
    return tuple(name for name in found if isinstance(name, str))


def fallback(state: State) -> str:
    """Where a task goes after an error that nothing else catches; empty where there is no such place."""
    catchers = listed(state.get("Catch"))
    name = at(catchers[-1], "Next") if catchers else None
    return name if isinstance(name, str) else ""


def reached(graph: States, first: str) -> frozenset[str]:
    """The names that can be reached from the first one, itself included."""
    found: set[str] = set()
    waiting = [first]
    while waiting:
        name = waiting.pop()
        if name in graph and name not in found:
            found.add(name)
            waiting.extend(targets(graph[name]))
    return frozenset(found)


def unsucceeding(graph: States, name: str) -> States:
    """The graph in which this task always fails: it goes to its catchers only."""
    return {each: _without_next(state) if each == name else state for each, state in graph.items()}


def entering(graph: States, name: str) -> Iterator[str]:
    """The names of the states that may go to this one."""
    return (each for each, state in graph.items() if name in targets(state))


def _without_next(state: State) -> State:
    return {key: value for key, value in state.items() if key != "Next"}
