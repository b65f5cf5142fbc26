"""The workflow's definition on the local AWS's interpreter, every task of it answered from here.

Instead of calling the service that a task names, the interpreter says what it would have asked, with all parameters
filled in. Everything else in the definition is as it was synthesized: paths, choices, selectors, retries, catchers.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol

from live.answers import Answer, Response, mapped
from live.story import transaction
from tests.chaos.faults import OUT_OF_TIME, Fault, Faults, Malformed
from tests.chaos.malformed import malformed
from tests.chaos.states_language import OutOfTime, Refused, run, tasks


class Services(Protocol):
    """What a workflow calls.

    Of its last execution, `path` has the states, `ended` the error, and `failed` those of each task's last attempts.
    """

    path: list[str]
    ended: str
    failed: dict[str, list[str]]

    def start(self) -> None:
        """An execution begins."""

    def begin(self, state: str) -> None:
        """A task is tried, whatever comes of it."""

    def call(self, resource: str, asked: dict[str, Any], *, heard: bool) -> Any:
        """Do what a task asks of this resource, and answer as the service does; raises Refused.

        Unless it is `heard`, the answer does not reach the workflow as it was given.
        """


@dataclass(frozen=True)
class Interpreter:
    """Runs the definition; `responses` are those of the API before it."""

    definition: Mapping[str, Any]
    responses: tuple[Response, ...]

    @cached_property
    def text(self) -> str:
        return json.dumps(self.definition)

    @cached_property
    def tasks(self) -> Mapping[str, Any]:
        """The tasks by name, those in branches among them."""
        return tasks(self.definition)

    def run(
        self, body: Mapping[str, Any], left: Services, faults: Faults, name: str | None = None
    ) -> tuple[Answer, Counter[str]]:
        """One execution of a body: what the caller gets, and how often each task was tried when it was last entered."""
        left.start()
        attempts, made = Counter[str](), Counter[str]()

        def ask(state: str, retried: int, asked: dict[str, Any]) -> Any:
            made[state] += 1
            attempts[state] = retried + 1
            if not retried:
                left.failed.pop(state, None)
            try:
                return self._answer(left, faults.get(state), made[state], state, asked)
            except Refused as refusal:
                left.failed.setdefault(state, []).append(str(refusal))
                raise

        ended, left.path = run(self.text, body, ask, name or str(uuid.uuid4()))
        left.ended = ended.get("error", "")
        return mapped(self.responses, 200, json.dumps(ended)), attempts

    def changed(self, definition: Mapping[str, Any], responses: tuple[Response, ...] | None = None) -> Interpreter:
        """The same, of another definition, or before other responses."""
        return replace(self, definition=definition, responses=responses or self.responses)

    def _answer(
        self, left: Services, fault: Fault | Malformed | None, made: int, state: str, asked: dict[str, Any]
    ) -> Any:
        left.begin(state)
        if isinstance(fault, Fault) and made > fault.times:
            fault = Fault(fault.then, made) if fault.then and made == fault.times + 1 else None
        if isinstance(fault, Fault) and not fault.lost:
            raise _refusal(fault)
        # As it would come from a service: nothing of it is shared.
        said = left.call(self.tasks[state]["Resource"], asked, heard=fault is None)
        answer = json.loads(json.dumps(said))
        if fault is None:
            return answer
        if isinstance(fault, Fault):
            raise _refusal(fault)
        return _malformed(answer, fault.words)


def _refusal(fault: Fault) -> Exception | OutOfTime:
    return OutOfTime() if fault.error == OUT_OF_TIME else Refused(fault.error)


def _malformed(answer: dict[str, Any], words: str) -> dict[str, Any]:
    """The answer of a function, or of the table, with this wrong."""
    if "Payload" in answer:
        return {**answer, "Payload": dict(malformed(answer["Payload"]))[words]}
    # A table's answer without an item can be wrong in the same ways.
    wrong: dict[str, Any] = dict(malformed({"Item": {}, **answer}))[words]
    return wrong


def body() -> dict[str, Any]:
    """A valid transaction."""
    return transaction(amount=6000.0)
