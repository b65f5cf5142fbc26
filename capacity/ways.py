"""The workflow as a graph of its tasks: what is chosen between two of them depends on what the first one answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from capacity.answers import KINDS, START, Payment, drained
from capacity.choices import chosen
from capacity.documents import at, filled, put
from capacity.nested import Started, each
from capacity.places import End, Fork, Place, Step
from capacity.retries import takes
from capacity.system import System
from policies.core.terraform_file import Unreadable

# Names of executions: of one that a caller of the API starts, and of one that the drain starts.
CALLED, DRAINED = "client_request", "client_message_drained"


class Graph:
    """The states of a definition, or of one branch, for one kind of payment and one execution: its name and input.

    Each place is made once.
    """

    def __init__(self, system: System, definition: Mapping[str, Any], payment: Payment, name: str, given: Any) -> None:
        self.system, self.payment, self.name, self.given = system, payment, name, given
        self._start, self._states = definition["StartAt"], definition["States"]
        self._places: dict[tuple[str, str], Place] = {}

    def of(self, definition: Mapping[str, Any], name: str, given: Any, payment: Payment | None = None) -> Graph:
        """The graph of a branch of it, or of an execution that it starts."""
        return Graph(self.system, definition, payment or self.payment, name, given)

    def start(self, document: Any) -> Place:
        """The first place."""
        return self._at(self._start, document)

    def after(self, state: Mapping[str, Any], document: Any) -> Place:
        """The place after a state that succeeded."""
        return End(document) if state.get("End") else self._at(state["Next"], document)

    def caught(self, state: Mapping[str, Any], document: Any, error: str) -> Place:
        """The place after a state that failed: the first catcher's, or the end."""
        for catcher in state.get("Catch", ()):
            if takes(catcher["ErrorEquals"], error):
                return self._at(catcher["Next"], put(document, catcher.get("ResultPath", "$"), {"Error": error}))
        return End(error=error)

    def _at(self, name: str, document: Any) -> Place:
        key = (name, json.dumps(document, sort_keys=True))
        if key not in self._places:
            self._places[key] = self._made(self._states[name], document)
        return self._places[key]

    def _made(self, state: Mapping[str, Any], document: Any) -> Place:
        kind = state["Type"]
        if kind == "Task":
            return (Started if state["Resource"] == START else Step)(self, state, document)
        if kind == "Choice":
            return self._at(*chosen(state, document, self.name))
        if kind == "Pass":
            return self._passed(state, document)
        if kind == "Fail":
            return End(error=state.get("Error", "States.TaskFailed"))
        if kind == "Parallel":
            given = filled(state["Parameters"], document) if "Parameters" in state else document
            graphs = [self.of(branch, self.name, self.given) for branch in state["Branches"]]
            return Fork(self, state, document, tuple(graph.start(given) for graph in graphs))
        if kind == "Map":
            return each(self, state, document)
        raise Unreadable(f"a state of type {kind} cannot be simulated; add it to capacity/ways.py")

    def _passed(self, state: Mapping[str, Any], document: Any) -> Place:
        result = state["Result"] if "Result" in state else filled(state.get("Parameters", "$"), document, self.given)
        result = document if result == "$" else result
        document = put(document, state.get("ResultPath", "$"), result)
        return self.after(state, at(document, state.get("OutputPath", "$")))


def start(system: System, payment: Payment, *, by_drain: bool = False) -> Place:
    """Where an execution begins: one of a caller's, or one that the drain starts."""
    name, given = (DRAINED, drained(payment)) if by_drain else (CALLED, payment.request)
    return Graph(system, system.definition, payment, name, given).start(given)


def call(system: System) -> Place:
    """Where an execution for a call with many payments begins; one of each kind stands for all of its kind."""
    given = {"transactions": [kind.request for kind in KINDS]}
    name = f"{system.batches.client}_request_api"
    return Graph(system, system.batches.definition, KINDS[0], name, given).start(given)
