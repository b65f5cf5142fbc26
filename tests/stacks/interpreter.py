"""A small interpreter of the Amazon States Language (JSONPath), as far as our workflow uses it."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any

TESTS: dict[str, Callable[[Any, Any], bool]] = {
    **dict.fromkeys(("StringEquals", "StringEqualsPath", "BooleanEquals"), lambda value, wanted: value == wanted),
    "StringMatches": fnmatch,
    "IsNull": lambda value, wanted: (value is None) is wanted,
    "IsString": lambda value, wanted: isinstance(value, str) is wanted,
    "IsBoolean": lambda value, wanted: isinstance(value, bool) is wanted,
    "IsNumeric": lambda value, wanted: (type(value) in (int, float)) is wanted,
}


class Failed(Exception):
    """A task's error by its name, or the workflow's."""


@dataclass
class Run:
    """Tasks answer from `answers` (state to value, error, or function of what was asked); `asked` keeps that."""

    states: dict[str, Any]
    answers: dict[str, Any]
    asked: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)

    def start(self, body: dict[str, Any]) -> Any:
        self.body, name, data = body, "ValidateTransaction", dict(body)
        while True:
            state = self.states[name]
            name, data = getattr(self, f"_{state['Type'].lower()}")(name, state, data)
            if name is None:
                return data

    def _task(self, name: str, state: dict[str, Any], data: Any) -> tuple[str | None, Any]:
        self.asked[name] = self._fill(state["Parameters"], data)
        answer = self.answers.get(name, {})
        if callable(answer):
            answer = _called(answer, self.asked[name])
        if isinstance(answer, Failed):
            catcher = next(c for c in state["Catch"] if set(c["ErrorEquals"]) & {str(answer), "States.ALL"})
            return catcher["Next"], {**data, "error": {"Error": str(answer)}}
        if "ResultSelector" in state:
            answer = self._fill(state["ResultSelector"], answer)
        path = state["ResultPath"]
        return state["Next"], data if path is None else {**data, path.removeprefix("$."): answer}

    def _pass(self, name: str, state: dict[str, Any], data: Any) -> tuple[str | None, Any]:
        if "Result" in state:
            return state["Next"], {**data, state["ResultPath"].removeprefix("$."): state["Result"]}
        return state.get("Next"), self._fill(state["Parameters"], data)

    def _choice(self, name: str, state: dict[str, Any], data: Any) -> tuple[str | None, Any]:
        return next((c["Next"] for c in state["Choices"] if self._holds(c, data)), state["Default"]), data

    def _fail(self, name: str, state: dict[str, Any], data: Any) -> tuple[str | None, Any]:
        raise Failed(state["Error"])

    def _holds(self, rule: dict[str, Any], data: Any) -> bool:
        for word, joined in (("And", all), ("Or", any)):
            if word in rule:
                return joined(self._holds(each, data) for each in rule[word])
        if "Not" in rule:
            return not self._holds(rule["Not"], data)
        (test, wanted) = next((key, rule[key]) for key in rule if key not in ("Variable", "Next"))
        if test == "IsPresent":
            return self._is_present(rule["Variable"], data) is bool(wanted)
        return bool(TESTS[test](self._at(rule["Variable"], data), self._at(wanted, data) if "Path" in test else wanted))

    def _is_present(self, path: str, data: Any) -> bool:
        try:
            self._at(path, data)
        except (KeyError, TypeError):
            return False
        return True

    def _fill(self, template: Any, data: Any) -> Any:
        if isinstance(template, list):
            return [self._fill(item, data) for item in template]
        if not isinstance(template, dict):
            return template
        return {
            key.removesuffix(".$"): self._at(value, data) if key.endswith(".$") else self._fill(value, data)
            for key, value in template.items()
        }

    def _at(self, path: str, data: Any) -> Any:
        functions: dict[str, Callable[[Any], Any]] = {"StringToJson": json.loads, "JsonToString": json.dumps}
        if path == "States.UUID()":
            return str(uuid.uuid4())
        if path.startswith("States."):
            name, _, argument = path.removeprefix("States.").removesuffix(")").partition("(")
            return functions[name](self._at(argument, data))
        if path.startswith("$$."):
            path, data = path[1:], {"Execution": {"Input": self.body}, "State": {"RetryCount": 0}}
        for step in path.split(".")[1:]:
            data = data[step]
        return data


def _called(task: Callable[[Any], Any], asked: Any) -> Any:
    try:
        return task(asked)
    except Failed as failure:
        return failure
