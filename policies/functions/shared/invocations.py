"""The tasks that invoke a function."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.aws.asl import INVOKE, MACHINE, State, calling, invoked
from policies.core import Resource, Stack


def invocations(function: Resource, stack: Stack) -> Iterator[tuple[str, State]]:
    """(name, task) of each task that invokes this function, of whichever workflow."""
    tasks = (task for machine in stack.of(MACHINE) for task in calling(machine, INVOKE).items())
    return ((name, task) for name, task in tasks if invoked(task, stack) is function)


def analysis(**fields: Any) -> dict[str, Any]:
    """A workflow whose analysis has these fields, for examples; or a merge patch that sets them."""
    return {"definition": {"States": {"AnalyzeTransaction": fields}}}
