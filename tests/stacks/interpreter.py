"""A small interpreter of the Amazon States Language (JSONPath), as far as our workflow uses it."""

import hashlib
import json
import re
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

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "UUID": lambda: str(uuid.uuid4()),
    "StringToJson": json.loads,
    "JsonToString": json.dumps,
    "ArrayGetItem": lambda array, index: array[index],
    "StringSplit": lambda text, at: text.split(at),
    "MathRandom": lambda first, _end: first,
    "Array": lambda *values: [*values],
    "Hash": lambda text, algorithm: hashlib.new(algorithm.replace("-", ""), text.encode()).hexdigest(),
    "Format": lambda text, *values: text.format(*values),
}
# What stands in quotation marks belongs together, and so does what stands in parentheses.
PART = re.compile(r"'[^']*'|[(),]|[^'(),]+")
STEP = re.compile(r"\[\d+\]|(?<=\.)\w+")
# As the API names an execution: by the client's key and the request.
NAME = "k7client01_0a1b-2c3d"
STATE = {"RetryCount": 0, "EnteredTime": "2026-01-01T00:00:00.000Z"}


class Failed(Exception):
    """A task's error by its name, or the workflow's."""


def _catcher(state: dict[str, Any], failure: Failed) -> dict[str, Any]:
    """The first that catches it."""
    return next(each for each in state["Catch"] if {*each["ErrorEquals"]} & {str(failure), "States.ALL"})


@dataclass
class Run:
    """Tasks answer from `answers` (state to value, error, or function of what was asked); `asked` keeps that."""

    states: dict[str, Any]
    answers: dict[str, Any]
    asked: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)

    def start(self, body: dict[str, Any]) -> Any:
        self.body = body
        return self._walk(self.states, "IsOfAClient", dict(body))

    def _walk(self, states: dict[str, Any], name: str | None, data: Any) -> Any:
        while name is not None:
            name, data = getattr(self, f"_{states[name]['Type'].lower()}")(name, states[name], data)
        return data

    def _parallel(self, name: str, state: dict[str, Any], data: Any) -> tuple[str | None, Any]:
        given = self._fill(state["Parameters"], data)
        try:
            ended = [self._walk(each["States"], each["StartAt"], given) for each in state["Branches"]]
        except Failed as failure:
            return _catcher(state, failure)["Next"], {"Error": str(failure)}
        return state["Next"], self._fill(state["ResultSelector"], ended)

    def _task(self, name: str, state: dict[str, Any], data: Any) -> tuple[str | None, Any]:
        self.asked[name] = self._fill(state["Parameters"], data)
        answer = self.answers.get(name, {})
        if callable(answer):
            answer = _called(answer, self.asked[name])
        if isinstance(answer, Failed):
            if "Catch" not in state:
                raise answer
            return _catcher(state, answer)["Next"], {**data, "error": {"Error": str(answer)}}
        if "ResultSelector" in state:
            answer = self._fill(state["ResultSelector"], answer)
        return state.get("Next"), _written(data, state["ResultPath"], answer)

    def _pass(self, name: str, state: dict[str, Any], data: Any) -> tuple[str | None, Any]:
        made = state["Result"] if "Result" in state else self._fill(state["Parameters"], data)
        return state.get("Next"), _written(data, state.get("ResultPath", "$"), made)

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
        if path.startswith("'"):
            return path.strip("'")
        if path.isdecimal():
            return int(path)
        if path.startswith("States."):
            name, _, inner = path.removeprefix("States.").removesuffix(")").partition("(")
            return FUNCTIONS[name](*(self._at(each.strip(), data) for each in _arguments(inner)))
        if path.startswith("$$."):
            path, data = path[1:], {"Execution": {"Input": self.body, "Name": NAME}, "State": STATE}
        for step in STEP.findall(path):
            data = data[int(step[1:-1]) if step.startswith("[") else step]
        return data


def _arguments(inner: str) -> list[str]:
    found, depth = [""] if inner else [], 0
    for part in PART.findall(inner):
        depth += {"(": 1, ")": -1}.get(part, 0)
        if part == "," and not depth:
            found.append("")
        else:
            found[-1] += part
    return found


def _written(data: Any, path: str | None, value: Any) -> Any:
    """The data with the value at a path, `$.a.b`; the value alone at `$`, and nothing of it where there is no path."""
    if path is None:
        return data
    first, *rest = STEP.findall(path) or [""]
    within = _written(data.get(first, {}), f"$.{'.'.join(rest)}", value) if rest else value
    return {**data, first: within} if first else value


def _called(task: Callable[[Any], Any], asked: Any) -> Any:
    try:
        return task(asked)
    except Failed as failure:
        return failure
