"""States of the workflow's language: tasks that always have a time limit, retries by name and a fallback."""

from collections.abc import Mapping, Sequence
from typing import Any

from stacks.transient import LAMBDA, LAMBDA_ONCE

State = dict[str, Any]
NOTHING: Mapping[str, Any] = {}


def task(
    resource: str,
    parameters: Mapping[str, Any],
    *,
    retry: Sequence[Sequence[str]] = (),
    once: Sequence[str] = (),
    timeout: int,
    fallback: str | None,
    result: str | None,
    following: str | None,
    catch: Sequence[State] = (),
) -> State:
    """A call of `resource`; `result` is the path that takes its answer, `fallback` the state after any other error.

    Without a state that follows, it ends its branch; without a fallback, the parallel state around it catches.
    """
    retriers = [retrier(names, 2) for names in retry] + ([retrier(once, 1)] if once else [])
    leading = {"End": True} if following is None else {"Next": following}
    catching = {"Catch": [*catch, caught("States.ALL", following=fallback)]} if fallback else {}
    return {
        "Type": "Task",
        "Resource": resource,
        "Parameters": dict(parameters),
        "TimeoutSeconds": timeout,
        "Retry": retriers,
        "ResultPath": result,
        **catching,
        **leading,
    }


def invoke(
    function_arn: str,
    payload: Mapping[str, Any],
    *,
    select: Mapping[str, Any] = NOTHING,
    retry: Sequence[Sequence[str]] = LAMBDA,
    **fields: Any,
) -> State:
    """A task that calls a function; of Lambda's answer only the payload is kept, and `select` beside it.

    Throttling is tried again, unless something better is done about it than to `retry`.
    """
    state = task(
        "arn:aws:states:::lambda:invoke",
        {"FunctionName": function_arn, **payload},
        retry=retry,
        once=LAMBDA_ONCE,
        **fields,
    )
    return state if state["ResultPath"] is None else {**state, "ResultSelector": {"Payload.$": "$.Payload", **select}}


def branch(start: str, states: Mapping[str, State]) -> State:
    """What a parallel state does beside its other branches, beginning with this state."""
    return {"StartAt": start, "States": dict(states)}


def caught(error: str, *, following: str) -> State:
    """A catcher that keeps the error beside the input."""
    return {"ErrorEquals": [error], "ResultPath": "$.error", "Next": following}


def choice(rules: Sequence[State], *, default: str) -> State:
    """The first rule that holds decides."""
    return {"Type": "Choice", "Choices": list(rules), "Default": default}


def answer(parameters: Mapping[str, Any]) -> State:
    """End with these parameters as the workflow's output."""
    return {"Type": "Pass", "Parameters": dict(parameters), "End": True}


def retrier(names: Sequence[str], attempts: int) -> State:
    """Try again after these errors, so many times."""
    return {
        "ErrorEquals": list(names),
        "IntervalSeconds": 1,
        "MaxAttempts": attempts,
        "BackoffRate": 2,
        "MaxDelaySeconds": 2,
        "JitterStrategy": "FULL",
    }
