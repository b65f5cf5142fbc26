"""Tables of the rulebook (gate/strict_toml.py): what was asked, what is out of scope, what nobody judges."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from fuzzing.given_file import given
from fuzzing.oracle import refused, require
from gate.asked.load import Request, load_asked
from gate.asked.scope import Scope, load_scope
from gate.strict_toml import BrokenToml, Shape, content, misshapen

KNOWN = ("FRAUD_LOG_1", "FRAUD_TABLE_1", "PYTEST_test_wiring.py::test_a")
UNJUDGED = {"class": Shape(("name",), ("words",)), "unjudged": Shape(("owner", "reason"), ("types", "attributes"))}


def run(data: bytes) -> None:
    """Reads the file as each of the tables."""
    path = given(data, "asked.toml")
    asked = _read(partial(load_asked, KNOWN, path))
    scope = _read(partial(load_scope, path))
    tables = _read(partial(_unjudged, path))
    if asked is None and scope is None and tables is None:
        return
    said = tomllib.loads(data.decode())
    if asked is not None:
        _asked(asked, said)
    if scope is not None:
        _scope(scope, said)
    require(tables is None or tables == said, "takes other tables than the file says")


def _read(load: Callable[[], Any]) -> Any:
    try:
        return load()
    except BrokenToml as error:
        refused(error)
        return None


def _unjudged(path: Path) -> object:
    found = content(path, tuple(UNJUDGED))
    for name, shape in UNJUDGED.items():
        for entry in found[name]:
            for problem in misshapen(name, entry, shape):
                raise BrokenToml(path.name, " ".join(f"{problem.reason} {problem.remedy}".split()))
    return found


def _asked(asked: Request, said: dict[str, Any]) -> None:
    sentences = [(each.id, each.sentence, [*each.policies], each.beyond) for each in asked.sentences]
    expected = [(each["id"], each["sentence"], each["policies"], each.get("beyond", "")) for each in said["asked"]]
    require(sentences == expected, "takes other sentences than the file says")
    honest = [(each.reason, [*each.policies]) for each in asked.honest]
    require(honest == [(each["reason"], each["policies"]) for each in said["honest"]], "takes other reasons")
    for policies in (*(each.policies for each in asked.sentences), *(each.policies for each in asked.honest)):
        require(bool(policies) and len({*policies}) == len(policies), "takes no policy, or one twice")


def _scope(scope: Scope, said: dict[str, Any]) -> None:
    parts = [(part.standard, [*part.numbers], part.title, part.beyond, part.ask) for part in scope.parts]
    expected = [
        tuple(each[name] for name in ("standard", "numbers", "title", "beyond", "ask")) for each in said["part"]
    ]
    require(parts == expected, "takes other parts than the file says")
    require([each._asdict() for each in scope.unproved] == said["unproved"], "takes other claims than the file says")
    require(len(scope.editions) == len(said["edition"]), "takes one edition for two")


def seeds() -> Iterator[bytes]:
    """One file of each kind."""
    yield b"""[[asked]]
id = "logs"
sentence = "Logs are kept for seven days."
policies = ["FRAUD_LOG_1", "PYTEST_test_wiring.py::test_a"]
beyond = "What AWS keeps"
values = [{ noun = "groups", type = "aws_cloudwatch_log_group", attribute = "retention_in_days" }]
[[honest]]
reason = "so that nothing is lost"
policies = ["FRAUD_TABLE_1"]
"""
    yield b"""[[edition]]
standard = "PCI DSS"
text = "4.0.1"
[[part]]
standard = "PCI DSS"
numbers = ["9", "12"]
title = "People"
beyond = "no file shows it"
ask = "the auditor"
[[ask]]
what = "who has keys"
why = "it is in no file"
ask = "AWS"
preflight = "keys"
[[unproved]]
claim = "it runs"
why = "files are judged"
"""
    yield b"""[[class]]
name = "encryption"
words = ["kms", "aws_sqs_queue.policy"]
[[unjudged]]
owner = "platform"
reason = "has no use"
types = ["aws_sqs_queue"]
attributes = ["tags"]
"""
