"""The tasks that invoke a function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from policies.aws.asl import INVOKE, MACHINE, State, calling, invoked
from policies.core import Resource, Stack


def invocations(function: Resource, stack: Stack) -> Sequence[tuple[str, State]]:
    """(name, task) of each task that invokes this function, of whichever workflow."""
    return stack.once(_by_function).get(function.address, ())


def _by_function(stack: Stack) -> Mapping[str, Sequence[tuple[str, State]]]:
    tasks: dict[str, list[tuple[str, State]]] = {}
    for machine in stack.of(MACHINE):
        for name, task in calling(machine, INVOKE).items():
            if function := invoked(task, stack):
                tasks.setdefault(function.address, []).append((name, task))
    return tasks


def analysis(**fields: Any) -> dict[str, Any]:
    """A workflow whose analysis has these fields, for examples; or a merge patch that sets them."""
    return {"definition": {"States": {"AnalyzeTransaction": fields}}}
