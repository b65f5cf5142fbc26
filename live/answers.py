"""The answer that the responses of an integration make of what the integration said."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from live.velocity import rendered

JSON = "application/json"
HEADER = "method.response.header."


@dataclass(frozen=True)
class Answer:
    """What the client gets."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Response:
    """One response of an integration; the one without a pattern is for all that no pattern fits."""

    pattern: str
    status: int
    template: str
    headers: Mapping[str, str]


def read(described: Mapping[str, Any]) -> Response:
    """A response as API Gateway describes it, `{"selectionPattern": "4\\d{2}", "responseTemplates": {...}, ...}`."""
    fixed = described.get("responseParameters") or {}
    return Response(
        described.get("selectionPattern") or "",
        int(described["statusCode"]),
        described["responseTemplates"][JSON],
        {name.removeprefix(HEADER): value.strip("'") for name, value in fixed.items()},
    )


def mapped(responses: Sequence[Response], status: int, said: str) -> Answer:
    """What the client gets where the integration answered with this HTTP status and this JSON."""
    fitting = [each for each in responses if each.pattern and re.fullmatch(each.pattern, str(status))]
    chosen = next(iter(fitting), None) or next(each for each in responses if not each.pattern)
    body, override = rendered(chosen.template, said)
    headers = {"Content-Type": JSON, **chosen.headers, **override["header"]}
    return Answer(int(override.get("status", chosen.status)), headers, body)
