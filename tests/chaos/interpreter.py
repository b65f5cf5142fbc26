"""The workflow's definition on the local AWS's interpreter, every task of it answered from here.

Instead of calling the service that a task names, the interpreter says what it would have asked, with all parameters
filled in. Everything else in the definition is as it was synthesized: paths, choices, selectors, retries, catchers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from live.answers import Answer, Response, mapped
from live.story import transaction
from tests.chaos.malformed import malformed
from tests.chaos.rows import Fault, Faults
from tests.chaos.services import Services
from tests.chaos.states_language import Refused, run, tasks


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

    def run(self, body: Mapping[str, Any], left: Services, faults: Faults) -> tuple[Answer, Counter[str]]:
        """One execution of a body: what the caller gets, and how often each task was tried."""
        left.analyzed, left.failed, left.code = False, {}, ""
        attempts: Counter[str] = Counter()

        def ask(state: str, asked: dict[str, Any]) -> Any:
            attempts[state] += 1
            try:
                return self._answer(left, faults, attempts, state, asked)
            except Refused as refusal:
                left.failed.setdefault(state, []).append(str(refusal))
                raise

        ended = run(self.text, body, ask)
        left.ended = ended.get("error", "")
        return mapped(self.responses, 200, json.dumps(ended)), attempts

    def changed(self, definition: Mapping[str, Any], responses: tuple[Response, ...] | None = None) -> Interpreter:
        """The same, of another definition, or before other responses."""
        return replace(self, definition=definition, responses=responses or self.responses)

    def _answer(
        self, left: Services, faults: Faults, attempts: Mapping[str, int], state: str, asked: dict[str, Any]
    ) -> Any:
        if state.startswith("Analyze"):
            left.analyzed = False
        fault = faults.get(state)
        if isinstance(fault, Fault) and attempts[state] > fault.times:
            fault = None
        if isinstance(fault, Fault) and not fault.lost:
            raise Refused(fault.error)
        known = left.analyzed
        # As it would come from a service: nothing of it is shared.
        answer = json.loads(json.dumps(left.call(self.tasks[state]["Resource"], asked)))
        if fault is None:
            return answer
        left.analyzed = known
        if isinstance(fault, Fault):
            raise Refused(fault.error)
        return _malformed(answer, fault.words)


def _malformed(answer: dict[str, Any], words: str) -> dict[str, Any]:
    """The answer of a function, or of the table, with this wrong."""
    if "Payload" in answer:
        return {**answer, "Payload": dict(malformed(answer["Payload"]))[words]}
    wrong: dict[str, Any] = dict(malformed(answer))[words]
    return wrong


def body() -> dict[str, Any]:
    """A valid transaction."""
    return transaction(amount=6000.0)
