"""What a file says apart from comments, and what became of it: for Python, TOML and locks; of others every byte."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath

from gate.compare.values import ABSENT, changes
from policies.core.strict_json import Frozen, Json

DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
# Comments that tools obey: linters, type checkers, coverage, the search for secrets.
DIRECTIVE = re.compile(
    rb"#[ \t]*(?:!|(?:type|mypy|ruff|fmt|isort|flake8|pylint|pyright|checkov)\s*:|noqa|nosec|pragma)[^#\n]*",
    re.IGNORECASE,
)
MOST = 3


def same_but_for_comments(path: str, old: bytes, new: bytes) -> bool:
    """Whether a parser proves that only comments, docstrings and layout differ, and no comment that a tool obeys."""
    return _directives(old) == _directives(new) and _means_the_same(path, old, new)


def _directives(data: bytes) -> list[bytes]:
    return [found.strip() for found in DIRECTIVE.findall(data)]


def _means_the_same(path: str, old: bytes, new: bytes) -> bool:
    read = {".py": _tree, ".toml": _table}.get(PurePosixPath(path).suffix)
    if read is None:
        return False
    try:
        return read(old) == read(new)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return False


def details(path: str, old: bytes, new: bytes) -> str:
    """` (checkov 3.3.30 -> 3.2.1)` of a lock, the keys of a TOML file; empty where only the bytes can be compared."""
    suffix = PurePosixPath(path).suffix
    if _means_the_same(path, old, new):
        return " (comments that tools obey)"
    try:
        found = _versions(old, new) if suffix == ".lock" else _keys(old, new) if suffix == ".toml" else iter(())
        said = list(islice(found, MOST + 1))
    except (ValueError, RecursionError):
        return ""
    more = ", and more" if len(said) > MOST else ""
    return f" ({', '.join(said[:MOST])}{more})" if said else ""


def values(data: bytes) -> Json:
    """The value of a TOML file; a date is the text of it. Raises ValueError."""
    return _plain(tomllib.loads(data.decode()))


def _tree(data: bytes) -> str:
    tree = ast.parse(data)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and node.body and _is_text(node.body[0]):
            del node.body[0]
    return ast.dump(tree)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _table(data: bytes) -> str:
    return repr(tomllib.loads(data.decode()))


def _versions(old: bytes, new: bytes) -> Iterator[str]:
    before, after = (dict(PINNED.findall(data.decode())) for data in (old, new))
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield f"{name} {before.get(name, 'absent')} -> {after.get(name, 'absent')}"


def _keys(old: bytes, new: bytes) -> Iterator[str]:
    before, after = values(old), values(new)
    if isinstance(before, Frozen) and isinstance(after, Frozen):
        for key in sorted({*before, *after}):
            yield from changes(before.get(key, ABSENT), after.get(key, ABSENT), key)


def _plain(value: object) -> Json:
    if isinstance(value, dict):
        return Frozen({key: _plain(item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(map(_plain, value))
    return value if isinstance(value, str | int | float | bool) else str(value)
