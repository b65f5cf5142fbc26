"""Where a payment can be in the workflow: before a task, before a parallel state, or at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Union

from capacity.answers import INVOKE, PUBLISH, SEND, TAKE, answer, unread
from capacity.documents import filled, put
from capacity.durations import kind
from capacity.retries import Retrier, retriers, taking
from capacity.system import Function
from capacity.units import Units, units

if TYPE_CHECKING:
    from capacity.ways import Graph


@dataclass(frozen=True)
class End:
    """Where a way ends: with an output, or with an error that nothing caught."""

    output: Any = None
    error: str = ""


Place = Union["Step", "Fork", End]


@dataclass(eq=False)
class Step:
    """A task before which a document lies."""

    graph: Graph
    state: Mapping[str, Any]
    document: Any

    def __post_init__(self) -> None:
        system, resource = self.graph.system, self.state["Resource"]
        parameters = self.state.get("Parameters", {})
        self.resource: str = resource
        self.function: Function | None = system.functions[parameters["FunctionName"]] if resource == INVOKE else None
        self.is_message, self.is_event = resource in (SEND, TAKE), resource == PUBLISH
        self.is_dead_letter = resource == SEND and parameters["QueueUrl"] != system.overflow.url
        self.hop = kind(resource)
        self.units: Units = units(resource, parameters, system)
        self.timeout: float = self.state["TimeoutSeconds"]
        self.retriers: tuple[Retrier, ...] = retriers(self.state)
        self._caught: dict[str, Place] = {}
        self._taking: dict[str, Retrier | None] = {}

    def retrier(self, error: str) -> Retrier | None:
        """What tries again after this error, if anything does."""
        if error not in self._taking:
            self._taking[error] = taking(self.retriers, error)
        return self._taking[error]

    @cached_property
    def following(self) -> Place:
        """What comes where the task succeeds."""
        name = self.function.name if self.function else ""
        payment = self.graph.payment
        given = filled(self.state["Parameters"], self.document) if "Parameters" in self.state else self.document
        return self.after(answer(payment, self.resource, name, self.document if "history" in self.document else given))

    @cached_property
    def unread(self) -> Place:
        """What comes where a function that judges payments can read nothing."""
        return self.after(unread())

    def after(self, result: Any) -> Place:
        """What comes after this answer."""
        if "ResultSelector" in self.state:
            result = filled(self.state["ResultSelector"], result)
        return self.graph.after(self.state, put(self.document, self.state.get("ResultPath", "$"), result))

    def caught(self, error: str) -> Place:
        """What comes where it fails for good."""
        if error not in self._caught:
            self._caught[error] = self.graph.caught(self.state, self.document, error)
        return self._caught[error]


@dataclass(eq=False)
class Fork:
    """A parallel state: its branches, and what follows from how they ended."""

    graph: Graph
    state: Mapping[str, Any]
    document: Any
    branches: tuple[Place, ...]
    _known: dict[tuple[int, ...], Place] = field(default_factory=dict)

    def after(self, ends: tuple[End, ...]) -> Place:
        """Go on with all outputs, or where one failed by its error."""
        key = tuple(map(id, ends))
        if key not in self._known:
            self._known[key] = self._after(ends)
        return self._known[key]

    def _after(self, ends: tuple[End, ...]) -> Place:
        failed = next((end.error for end in ends if end.error), "")
        if failed:
            return self.graph.caught(self.state, self.document, failed)
        outputs = [end.output for end in ends]
        selected = filled(self.state["ResultSelector"], outputs) if "ResultSelector" in self.state else outputs
        return self.graph.after(self.state, put(self.document, self.state.get("ResultPath", "$"), selected))
