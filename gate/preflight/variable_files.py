"""What the environment and Terraform's files of variables give, without Terraform: one text a variable."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gate.regular_file import text
from policies.core import strict_json

PREFIX = "TF_VAR_"
ASSIGNED = re.compile(r"^\s*([A-Za-z_][\w-]*)\s*=\s*(.*?)\s*$")
EMPTY = re.compile(r"\s*(#|//|$)")
STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\["\\nrt])*"')


class NoVariables(ValueError):
    """A file of variables cannot be read; the message names it and says why, in one line."""


@dataclass(frozen=True)
class Given:
    """The values by name, and the names of those whose value is written in a way that only Terraform reads."""

    values: Mapping[str, str]
    unread: frozenset[str]


def given(environment: Mapping[str, str], files: Iterable[Path]) -> Given:
    """A file goes before the environment, and a later file before an earlier one; raises NoVariables."""
    found: dict[str, str | None] = {
        name.removeprefix(PREFIX): value for name, value in environment.items() if name.startswith(PREFIX)
    }
    for file in files:
        try:
            written = text(file)
        except (OSError, UnicodeDecodeError) as error:
            raise NoVariables(f"{file}: cannot be read as text: {_reason(error)}; name a file of variables") from None
        found |= _of_json(file, written) if file.suffix == ".json" else _of_lines(written)
    read = {name: value for name, value in found.items() if value is not None}
    return Given(read, frozenset(found) - frozenset(read))


def _reason(error: OSError | UnicodeDecodeError) -> str:
    """Without the number and the path that an error of the system says besides."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _of_json(file: Path, written: str) -> dict[str, str | None]:
    try:
        content = strict_json.loads(written)
    except strict_json.NotJson as error:
        raise NoVariables(f"{file}: {error}; fix the file") from None
    if not isinstance(content, Mapping):
        raise NoVariables(f"{file}: is no JSON object; write one, of a text for each variable")
    return {str(name): value if isinstance(value, str) else None for name, value in content.items()}


def _of_lines(written: str) -> dict[str, str | None]:
    """`name = "text"` on a line of its own, once. Anything else is unread, with what follows: it may be a part."""
    found: dict[str, str | None] = {}
    readable = True
    for match, line in ((ASSIGNED.match(line), line) for line in written.split("\n")):
        value = _string(match[2]) if match else None
        readable = readable and (value is not None or EMPTY.match(line) is not None)
        if match:
            found[match[1]] = value if readable and match[1] not in found else None
    return found


def _string(value: str) -> str | None:
    match = STRING.match(value)
    rest = value[match.end() :].lstrip() if match else ""
    if match is None or (rest and not rest.startswith(("#", "//"))) or re.search(r"[$%]\{", match.group()):
        return None
    return str(json.loads(match.group()))
