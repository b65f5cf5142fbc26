"""The local AWS's interpreter of workflows, taken out of it: nothing waits, and a path must lead somewhere.

On AWS a path that leads nowhere ends the execution with States.Runtime, which no catcher catches; the local AWS reads
null there. It is imported from the emulator's environment: all that it imports beside is the standard library.
"""

from __future__ import annotations

import json
import random
import re
import sys
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from live.emulator import PYTHON, installed
from tests.chaos.jsonata import strict

# Answers what a task asks, by the name of its state and how often it was tried again; raises Refused and OutOfTime.
Ask = Callable[[str, int, dict[str, Any]], Any]
STEP = re.compile(r"\[\d+\]|(?<=\.)\w+")
MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:workflow"


class Refused(Exception):
    """A service's error, by the name that the workflow knows it by."""


class OutOfTime(BaseException):
    """The execution is, and not a task: no catcher may catch it."""


def tasks(definition: Mapping[str, Any]) -> dict[str, Any]:
    """The tasks of a definition by name, those in branches and of a map's items among them."""
    states = definition["States"].values()
    inner = [each for state in states for each in (*state.get("Branches", ()), state.get("ItemProcessor")) if each]
    graphs = [definition, *inner]
    named = {name: state for graph in graphs for name, state in graph["States"].items()}
    return {name: state for name, state in named.items() if state["Type"] == "Task"}


def run(definition: str, given: Mapping[str, Any], ask: Ask, name: str) -> tuple[dict[str, Any], list[str]]:
    """One execution of a definition, as StartSyncExecution tells it, and the states that it entered; raises Missing.

    While it asks, it may be run again: another execution comes between.
    """
    states = interpreter()
    outer, crashes = (states._execute_task, states._invoke_resource_with_timeout, states._turn), list[Exception]()
    # Of this execution: one that is run inside of it has branches of its own.
    states._turn = threading.Lock()
    states._state_machines[MACHINE] = {"name": "workflow", "roleArn": "", "definition": definition}
    states._execute_task = lambda *task: execute(states, ask, task, crashes)
    asked = {"stateMachineArn": MACHINE, "name": name, "input": json.dumps(given)}
    try:
        ended: dict[str, Any] = json.loads(states._start_sync_execution(asked)[2])
    except OutOfTime:
        ended = {"status": "TIMED_OUT"}
    finally:
        states._execute_task, states._invoke_resource_with_timeout, states._turn = outer
    if crashes:
        raise crashes[0]
    execution = states._executions.pop(next(arn for arn in states._executions if arn.endswith(f":{name}")))
    return ended, [event["stateEnteredEventDetails"]["name"] for event in execution["events"] if _enters(event)]


def _enters(event: Mapping[str, Any]) -> bool:
    return "stateEnteredEventDetails" in event


@cache
def interpreter() -> Any:
    """The module of the local AWS, made strict; raises Missing."""
    states = service("stepfunctions")
    strict(states)
    states._turn = threading.Lock()
    states._plain = (states._evaluate_rule, states._error_matches, states._execute_task)
    states._plain_branch, states._plain_intrinsic = states._run_sub_machine, states._exec_intrinsic
    states._resolve_path = lambda path, data: resolved(states, path, data)
    states._evaluate_rule = lambda rule, data, ctx=None: evaluated(states, rule, data, ctx)
    states._error_matches = lambda names, error: matches(states, names, error)
    states._run_sub_machine = lambda *branch: in_a_branch(states, branch)
    states._exec_intrinsic = lambda node, data, ctx: intrinsic(states, node, data, ctx)
    states._scaled_sleep = lambda _seconds: None
    states.time = SimpleNamespace(**{**vars(time), "sleep": lambda _seconds: None})
    return states


@cache
def service(name: str) -> Any:
    """A module of the local AWS, out of its environment; raises Missing."""
    installed()
    (packages,) = PYTHON.parent.parent.glob("lib/python3*/site-packages")
    sys.path.append(str(packages))
    try:
        return import_module(f"ministack.services.{name}")
    finally:
        sys.path.remove(str(packages))


def resolved(states: Any, path: str, data: Any) -> Any:
    for name in STEP.findall(path):
        index, type_ = (int(name[1:-1]), list) if name.startswith("[") else (name, dict)
        try:
            if not isinstance(data, type_):
                raise KeyError(name)
            data = data[index]
        except LookupError:
            raise states._ExecutionError("States.Runtime", f"{path} could not be found") from None
    return data


def in_a_branch(states: Any, branch: tuple[Any, ...]) -> Any:
    """One branch after the other, each with a state of its own: the local AWS lets all write to the same place."""
    *given, context = branch
    with states._turn:
        return states._plain_branch(*given, {**context})


def intrinsic(states: Any, node: Any, data: Any, ctx: Any) -> Any:
    """As on AWS, the end of a random range is not part of it."""
    _, name, arguments = node
    if name != "States.MathRandom":
        return states._plain_intrinsic(node, data, ctx)
    first, end = (int(states._eval_intrinsic_arg(each, data, ctx)) for each in arguments)
    return random.randrange(first, end)  # noqa: S311 - a shard, no secret


def evaluated(states: Any, rule: Mapping[str, Any], data: Any, ctx: Any) -> bool:
    if "IsPresent" in rule:
        return present(states, rule["Variable"], data) is rule["IsPresent"]
    if "IsNumeric" in rule and isinstance(resolved(states, rule["Variable"], data), bool):
        return not rule["IsNumeric"]
    return bool(states._plain[0](rule, data, ctx))


def present(states: Any, path: str, data: Any) -> bool:
    try:
        resolved(states, path, data)
    except states._ExecutionError:
        return False
    return True


def matches(states: Any, names: list[str], error: str) -> bool:
    return bool(states._plain[1](names, error) and (error != "States.Runtime" or error in names))


def execute(states: Any, ask: Ask, task: tuple[Any, ...], crashes: list[Exception]) -> Any:
    """Whoever answers must refuse in our words: any other error is one of the tests, and not the service's."""
    *_, context = task

    def answer(_resource: str, asked: dict[str, Any], _timeout: int) -> Any:
        try:
            return ask(context["State"]["Name"], context["State"]["RetryCount"], asked)
        except Refused as refusal:
            raise states._ExecutionError(str(refusal), "planted") from None
        except Exception as crash:
            crashes.append(crash)
            raise

    states._invoke_resource_with_timeout = answer
    return states._plain[2](*task)
