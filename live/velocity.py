"""API Gateway's template language, as far as Velocity itself does not know it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import airspeed


class Text(str):
    """A text as Velocity sees it: Java's, with Java's methods."""

    __slots__ = ()

    def endsWith(self, end: str) -> bool:  # noqa: N802 - Java's name
        return self.endswith(end)

    def matches(self, pattern: str) -> bool:
        """As a whole; Java has the same patterns as Python in what our templates have."""
        return re.fullmatch(pattern, self) is not None


@dataclass(frozen=True)
class Input:
    """`$input`: the body of a request, or of an integration's answer, and the parameters of a request."""

    body: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    def params(self, name: str) -> Text:
        """The parameter of this name; as on AWS, an empty text where there is none."""
        return Text(self.parameters.get(name, ""))

    def json(self, path: str) -> str:
        """The body as JSON; no other path than the whole is in our templates."""
        return json.dumps(self.path(path), ensure_ascii=False, separators=(",", ":"))

    def path(self, path: str) -> Any:
        """The body as an object; as on AWS, what has no such member is empty text."""
        found = json.loads(self.body)
        for step in path.removeprefix("$").split(".")[1:]:
            found = found.get(step, "") if isinstance(found, dict) else ""
        return Text(found) if isinstance(found, str) else found


class Util:
    """`$util`, with JavaScript's escapes as Apache Commons Text writes them."""

    def escapeJavaScript(self, text: str) -> str:  # noqa: N802 - API Gateway's name
        return json.dumps(text)[1:-1].replace("'", r"\'").replace("/", r"\/")

    def parseJson(self, text: str) -> Any:  # noqa: N802 - API Gateway's name
        return json.loads(text)


def rendered(
    template: str, body: str, parameters: Mapping[str, str] | None = None, **context: Any
) -> tuple[str, dict[str, Any]]:
    """What a mapping template makes of a body, and its say on the answer: `{"status": 422, "header": {...}}`.

    `parameters` are those of path and query, and `context` is what `$context` holds of the request.
    """
    override: dict[str, Any] = {"header": {}}
    names = {
        "input": Input(body, parameters or {}),
        "util": Util(),
        "context": {**context, "responseOverride": override},
    }
    return _parsed(template).merge(names).strip(), override


# To parse a template takes longer than to fill it in.
_parsed = cache(airspeed.Template)
