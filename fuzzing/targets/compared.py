"""Tracked files as `gate diff` compares them (gate/compare): what is called the same means the same."""

from __future__ import annotations

import tomllib
import warnings
from collections.abc import Iterator
from types import CodeType

from fuzzing.oracle import refused, require
from gate.compare import plain_rule
from gate.compare.bodies import as_written
from gate.compare.code import code
from gate.compare.meaning import details, same_but_for_comments, values
from gate.compare.tracked import Tracked
from gate.words import printable
from policies.core.strict_json import NotJson

MODULE = b'''"""A rule."""
import re

LIMIT = 10  # noqa: X


def fits(value):
    """Whether."""
    return value == LIMIT
'''
TABLE = b'# when\n[limits]\nconcurrency = 10 # of each\nnames = ["a", "b"]\nsince = 2026-11-27\n'
RECORD = b'{"source": "sha256:00", "calls": [{"action": "dynamodb:GetItem", "on": "TABLE"}]}'
RECORDS = ("lambdas/card_freezer/calls.json", "lambdas/other/calls.json")
LOCK = b"checkov==3.3.30 \\\n    --hash=sha256:00\nclick==8.5.1\n"


def run(data: bytes) -> None:
    """Compares the bytes with a module, a table and a lock, and reads them as a new rule and as a stack."""
    for path, before in (("a.py", MODULE), ("a.toml", TABLE), ("a.lock", LOCK)):
        said = details(path, before, data)
        require(len(said.splitlines()) <= 1, "does not tell what changed in one line")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the compiler thinks of the text
        if same_but_for_comments("a.toml", TABLE, data):
            require(repr(tomllib.loads(data.decode())) == repr(values_of(TABLE)), "takes another table for the same")
        if same_but_for_comments("a.py", MODULE, data):
            require(_compiled(data) == _compiled(MODULE), "takes another module for the same")
        plain_rule.is_plain("policies/logs/new.py", data)
    record = {path: Tracked("100644", RECORD) for path in RECORDS}
    for difference in code(record, {**record, RECORDS[0]: Tracked("100644", data)}):
        require(data != RECORD and len(printable(difference.what).splitlines()) == 1, "does not tell it in one line")
    try:
        as_written(data)
    except NotJson as error:
        refused(error)
    try:
        values(data)
    except (ValueError, RecursionError):
        return


def values_of(data: bytes) -> dict[str, object]:
    """A table as Python reads it."""
    return tomllib.loads(data.decode())


def _compiled(source: bytes) -> list[object]:
    """What Python runs of a module, without its documents and its places."""
    return _code(compile(source, "a.py", "exec", optimize=2))


def _code(code: CodeType) -> list[object]:
    inner = [_code(each) if isinstance(each, CodeType) else repr(each) for each in code.co_consts]
    return [code.co_code, code.co_names, code.co_varnames, inner]


def seeds() -> Iterator[bytes]:
    """The same files with other comments, and one that says more."""
    yield MODULE
    yield MODULE.replace(b'"""A rule."""', b'"""Another."""').replace(b"\n\n\n", b"\n\n# so\n\n")
    yield TABLE
    yield TABLE.replace(b"# when", b"# then").replace(b"= 10", b"=   10")
    yield LOCK.replace(b"3.3.30", b"3.2.1")
    yield RECORD.replace(b"GetItem", b"PutItem")
    yield b'{"resource": {"a_b": {"c": {"d": [1, 1.0, 1e2, null]}}}}'
