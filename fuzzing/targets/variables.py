"""Files of variables (gate/preflight): a value is read only where Terraform would read the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fuzzing import plain_json
from fuzzing.given_file import given as file_of
from fuzzing.oracle import refused, require
from gate.preflight.variable_files import Given, NoVariables, given
from gate.preflight.variables import FORMS, variables

ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


def run(data: bytes) -> None:
    """Reads the bytes as both kinds of files, and asks whether each value has its form."""
    for name in ("given.tfvars", "given.tfvars.json"):
        try:
            found = given({}, [file_of(data, name)])
        except NoVariables as error:
            refused(error)
            continue
        if name.endswith(".json"):
            said = plain_json.one_meaning(data.decode())
            texts = {key: value for key, value in said.items() if isinstance(value, str)}
            require(found.values == texts and found.unread == said.keys() - texts.keys(), "reads other values")
        else:
            _lines(found, data.decode())
        for each in variables((*FORMS, "alert_email_of_a"), found.values, found.unread):
            require(bool(each.name) and len(f"{each}".splitlines()) == 1, "does not say in one line what is missing")


def _lines(found: Given, text: str) -> None:
    """Each value stands once, in a line of its own, and so does all that is above it."""
    lines = text.split("\n")
    for name, value in found.values.items():
        own = [at for at, line in enumerate(lines) if re.match(rf"\s*{re.escape(name)}\s*=", line)]
        require(len(own) == 1, f"reads {name}, which stands {len(own)} times")
        for line in lines[: own[0]]:
            require(not line.strip() or line.strip()[0] in "#/" or _written(line) is not None, "reads below the unread")
        require(_written(lines[own[0]]) == value, f"reads another text as {name}")


def _written(line: str) -> str | None:
    """The text of `name = "text"`, character by character; None of anything else."""
    _, equals, rest = line.partition("=")
    rest, value = rest.strip(), ""
    if not equals or rest[:1] != '"':
        return None
    at = 1
    while at < len(rest) and rest[at] != '"':
        if rest[at : at + 2] in ("${", "%{") or rest[at] < " ":
            return None
        if rest[at] == "\\":
            if rest[at + 1 : at + 2] not in ESCAPED:
                return None
            value, at = value + ESCAPED[rest[at + 1]], at + 2
        else:
            value, at = value + rest[at], at + 1
    behind = rest[at + 1 :].strip()
    return value if at < len(rest) and (not behind or behind.startswith(("#", "//"))) else None


def seeds() -> Iterator[bytes]:
    """Variables in lines, and as JSON."""
    yield b"""# contacts
account_id = "000000000000"
alert_email = "a@example.com" # whom
sms_template = "$amount \\"$currency\\"\\n"
alert_phone_of_a = "+12025550123"
ml_model_endpoint = "local"
other = [
  "a = 1"
]
"""
    yield b'{"account_id": "000000000000", "alert_email": "a@b.example", "ml_model_endpoint": "local", "n": 1}'
