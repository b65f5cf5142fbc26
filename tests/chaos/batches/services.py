"""What the workflow of many payments calls: the drain, and the workflow that decides, each payment on its own table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lambdas.transaction_drain.batch import judged
from lambdas.transaction_validator.handler import handler as validate
from tests.chaos.analyzer import analysis
from tests.chaos.drain import REMEMBER
from tests.chaos.interpreter import Interpreter
from tests.chaos.services import Services
from tests.chaos.states_language import Refused, run

Payload = Mapping[str, Any]


@dataclass
class Batch:
    """`left` is what became of each payment by its id, and `starts` the executions as they were started.

    `failing` are the errors of tasks of the deciding workflow, and `said` changes what the drain says.
    """

    deciding: Interpreter
    left: dict[str, Services]
    failing: Mapping[str, str] = field(default_factory=dict)
    said: Callable[[Any], Any] = lambda answer: answer
    asked: list[Payload] = field(default_factory=list)
    starts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    ended: str = ""
    failed: dict[str, list[str]] = field(default_factory=dict)

    def start(self) -> None:
        """Nothing has failed, and nothing was asked."""
        self.failed, self.asked, self.starts = {}, [], []

    def begin(self, state: str) -> None:
        """Nobody comes between."""

    def call(self, resource: str, asked: dict[str, Any], *, heard: bool) -> Any:
        """The answer of the function, or of Step Functions."""
        if resource.endswith("lambda:invoke"):
            assert asked["FunctionName"] == "transaction-drain"
            self.asked.append(asked["Payload"])
            return {"StatusCode": 200, "Payload": self.said({"each": [*self._judged(asked["Payload"]["batch"])]})}
        assert resource.endswith("aws-sdk:sfn:startSyncExecution")
        assert asked["StateMachineArn"] == "transaction-processing"
        return self.execute(asked["Name"], json.loads(asked["Input"]))

    def execute(self, name: str, given: dict[str, Any]) -> dict[str, Any]:
        """Run the deciding workflow, and answer as Step Functions does."""
        self.starts.append((name, given))
        brought = name.endswith("_drained")
        left = self.left[(given["request"] if brought else given)["transaction_id"]]
        left.brought = brought
        analyzed = (given.get("analysis") or {}).get("Payload", {})
        left.said = analyzed.get("decision", left.said)
        left.start()

        def ask(state: str, _retried: int, asked: dict[str, Any]) -> Any:
            if state in self.failing:
                raise Refused(self.failing[state])
            left.begin(state)
            return json.loads(json.dumps(left.call(self.deciding.tasks[state]["Resource"], asked)))

        ended, left.path = run(self.deciding.text, given, ask, name)
        output = {"Output": ended["output"]} if "output" in ended else {}
        return {"Status": ended["status"], "Name": name, **output}

    def _judged(self, requests: Sequence[Any]) -> Iterator[Payload]:
        def remember(transactions: Sequence[Payload]) -> Iterator[Payload]:
            for each in transactions:
                keys = [{"key": {"S": f"card#{each['card_token']}"}}]
                answer = self.left[each["transaction_id"]].call(
                    REMEMBER, {"RequestItems": {"histories": {"Keys": keys}}}
                )
                yield {"available": True, "day": "2026-11-26", "answer": answer}

        def analyze(event: Payload, _context: object) -> Payload:
            return analysis(self.left[event["transaction"]["transaction_id"]].opinion, event)

        return judged(requests, validate=validate, remember=remember, analyze=analyze, warn=lambda *_: None)
