"""States of the workflow's language in JSONata, whose variables are read as `$name` in any later state."""

from collections.abc import Mapping, Sequence
from typing import Any

from stacks.states import State, retrier

Values = Mapping[str, Any]


def of(expression: str) -> str:
    """A value that is computed."""
    return f"{{% {expression} %}}"


def when(condition: str, following: str, **assigned: Any) -> State:
    """A rule of a choice."""
    assign = {"Assign": assigned} if assigned else {}
    return {"Condition": of(condition), **assign, "Next": following}


def choice(rules: Sequence[State], *, default: str) -> State:
    """The first rule that holds decides."""
    return {"Type": "Choice", "Choices": list(rules), "Default": default}


def task(
    resource: str,
    arguments: Values,
    *,
    retry: Sequence[str],
    timeout: int,
    catch: Sequence[State],
    following: str,
    assigned: Values | None = None,
) -> State:
    """A call of `resource`."""
    return {
        "Type": "Task",
        "Resource": resource,
        "Arguments": dict(arguments),
        "TimeoutSeconds": timeout,
        "Retry": [retrier(retry, 2)],
        "Catch": list(catch),
        **({"Assign": dict(assigned)} if assigned else {}),
        "Next": following,
    }


def caught(*errors: str, following: str) -> State:
    """A catcher of these errors."""
    return {"ErrorEquals": list(errors), "Next": following}


def answer(**output: Any) -> State:
    """End with this as the workflow's output."""
    return {"Type": "Pass", "Output": output, "End": True}
