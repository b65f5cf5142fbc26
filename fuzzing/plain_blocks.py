"""A second look at a synthesized file: its blocks, and the references in a text, without the gate's own code."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Any

LOWER = frozenset(string.ascii_lowercase + string.digits + "_")
NAME = frozenset(string.ascii_letters + string.digits + "_-")
FIRST = frozenset(string.ascii_letters + "_")


def blocks(file: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(type, name, body) of each block, in the order of the file."""
    for keyword, content in file.items():
        if keyword in ("resource", "data", "ephemeral"):
            for type_, named in content.items():
                for name, body in named.items():
                    yield (type_ if keyword == "resource" else f"{keyword}.{type_}"), name, body
        elif keyword in ("variable", "output", "module", "check"):
            for name, body in content.items():
                yield keyword, name, body
        elif keyword == "provider":
            for name, bodies in content.items():
                for body in bodies if isinstance(bodies, list) else [bodies]:
                    yield keyword, name, body
        elif keyword in ("moved", "removed", "import"):
            for at, body in enumerate(content if isinstance(content, list) else [content]):
                yield keyword, str(at), body
        elif keyword in ("terraform", "locals"):
            yield keyword, keyword, content


def references(text: str) -> tuple[tuple[str, str, str], ...]:
    """Each `${type.name.attribute}` in a text, in order."""
    found = []
    for piece in text.split("${")[1:]:
        inside, closing, _ = piece.partition("}")
        parts = inside.split(".")
        if closing and len(parts) == 3 and _is_reference(*parts):
            found.append((parts[0], parts[1], parts[2]))
    return tuple(found)


def _is_reference(type_: str, name: str, attribute: str) -> bool:
    provider, underscore, rest = type_.partition("_")
    is_type = bool(provider and underscore and rest) and LOWER.issuperset(type_)
    is_name = bool(name) and name[0] in FIRST and NAME.issuperset(name)
    return is_type and is_name and bool(attribute) and LOWER.issuperset(attribute)
