"""The local AWS's JSONata, made strict: a condition is true or false, variables change at once, and time goes on.

The rest is as on AWS already: a value that is not there ends the state with States.QueryEvaluationError. Each
expression is parsed once for all executions, and none is ended for being slow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count
from typing import Any

# Each question for the time is answered with a later one, so that no test depends on how fast it runs.
CLOCK: Iterator[int] = count(1_790_000_000_000, 1_000)


def strict(states: Any) -> None:
    """Change the module in this."""
    quick(states.jsonata.jsonata)
    registered = states._register_sfn_jsonata_functions

    def register(expression: Any) -> None:
        registered(expression)
        expression.register_lambda("millis", lambda: next(CLOCK))

    states._register_sfn_jsonata_functions = register
    states._truthy = lambda value: holds(states, value)
    states._apply_state_assign = lambda *of, **told: assign(states, *of, **told)


def quick(engine: Any) -> None:
    """An evaluation reads what was parsed, and changes nothing of it; what cannot be parsed is refused each time."""
    plain = engine.Jsonata.jsonata
    engine.parser.Parser.parse = cache(engine.parser.Parser.parse)
    engine.Jsonata.jsonata = staticmethod(lambda text, **_limit: plain(text))


def holds(states: Any, value: Any) -> bool:
    if not isinstance(value, bool):
        raise states._ExecutionError("States.QueryEvaluationError", "a condition is neither true nor false")
    return value


def assign(states: Any, state: Mapping[str, Any], given: Any, ctx: Mapping[str, Any], **told: Any) -> None:
    """All expressions see the variables as they were before."""
    if "Assign" in state and states._state_query_language(state, ctx) == "JSONata":
        ctx["variables"].update(states._apply_jsonata_template(state["Assign"], given, ctx, **told))
