"""An entry has one form, bounded in every part, and in-toto's own library reads it."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from google.protobuf.json_format import Parse
from hypothesis import given
from hypothesis import strategies as st
from in_toto_attestation.v1.statement import Statement
from in_toto_attestation.v1.statement_pb2 import Statement as Message

from gate.ledger.deploy import WORDS, Change, CountedWaiver, Deploy, PlannedStack
from gate.ledger.entry import NOTHING, Entry, Event
from gate.ledger.fields import BrokenEntry
from gate.ledger.reading import LARGEST, read
from tests.gate.ledger.made import deploy

ENTRY = Entry(1, NOTHING, "2026-11-28T04:00:00Z", Event.APPLIED, 1, deploy())

digests = st.integers(1, 2**256 - 1).map("{:064x}".format)
lines = st.text(min_size=1, max_size=200).filter(lambda text: text.isprintable() and bool(text.strip()))
counts = st.fixed_dictionaries({change: st.integers(0, 999_999) for change in Change})
stacks = st.dictionaries(
    st.from_regex("[a-z][a-z0-9-]{0,20}", fullmatch=True),
    st.builds(PlannedStack, digests, digests, counts),
    min_size=1,
    max_size=3,
)
days = st.dates().map(lambda day: day.isoformat())
waivers = st.lists(st.builds(CountedWaiver, lines, lines, lines, lines, days), max_size=3).map(tuple)
controls = st.dictionaries(lines, st.sampled_from(sorted(WORDS)), max_size=5)
deploys = st.builds(
    Deploy,
    st.from_regex("[0-9]{12}", fullmatch=True),
    st.booleans(),
    st.integers(0, 2**160 - 1).map("{:040x}".format),
    stacks,
    digests,
    digests,
    lines,
    controls,
    waivers,
)


@given(deploys, st.integers(2, 999_999), digests, st.data())
def test_an_entry_is_read_as_it_was_written(made: Deploy, number: int, previous: str, data: st.DataObject) -> None:
    event = data.draw(st.sampled_from(Event))
    applied = number if event is Event.APPLIED else data.draw(st.integers(1, number - 1))
    entry = Entry(number, previous, "2026-11-28T04:00:00Z", event, applied, made)
    assert read(entry.text()) == entry


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    content = ENTRY.content()
    change(content["predicate"])
    return json.dumps(content, separators=(",", ":"), sort_keys=True) + "\n"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda of: of.update(number=0), "applied"),
        (lambda of: of.update(number=True), "number"),
        (lambda of: of.update(number=1_000_000), "number"),
        (lambda of: of.update(number=2, applied=2), "previous"),
        (lambda of: of["previous"].update(sha256="4" * 64), "previous"),
        (lambda of: of.update(applied=2), "applied"),
        (lambda of: of.update(event="verified"), "applied"),
        (lambda of: of.update(event="refused"), "is not a valid Event"),
        (lambda of: of.update(time="2026-11-28"), "does not match format"),
        (lambda of: of.update(commit="no revision"), "commit"),
        (lambda of: of.update(account="1" * 11), "account"),
        (lambda of: of.update(account=111_111_111_111), "account"),
        (lambda of: of.pop("account"), "KeyError"),
        (lambda of: of.update(local="no"), "local"),
        (lambda of: of.update(local=0), "local"),
        (lambda of: of.update(approver=""), "approver"),
        (lambda of: of.update(approver="Ada\nand nobody else"), "approver"),
        (lambda of: of.update(approver="x" * 201), "approver"),
        (lambda of: of.update(approver=None), "approver"),
        (lambda of: of.update(stacks={}), "names no stack"),
        (lambda of: of.update(stacks={"../x": of["stacks"]["fraud-detection"]}), "stacks"),
        (lambda of: of.update(stacks={f"s{n}": of["stacks"]["fraud-detection"] for n in range(21)}), "more than 20"),
        (lambda of: of["stacks"]["fraud-detection"]["counts"].update(create=-1), "counts"),
        (lambda of: of["stacks"]["fraud-detection"]["counts"].pop("no-op"), "KeyError"),
        (lambda of: of["stacks"]["fraud-detection"]["counts"].update(forget=1), "in the form"),
        (lambda of: of["stacks"]["fraud-detection"]["plan"].update(sha256="sha256"), "plan"),
        (lambda of: of.update(controls={"PCI DSS 4.0.1 10.5.1": "fine"}), "fares"),
        (lambda of: of.update(controls={"PCI DSS 4.0.1 10.5.1": ["gap"]}), "fares"),
        (lambda of: of.update(controls=[]), "AttributeError"),
        (lambda of: of.update(waivers=[{"policy": "X"}]), "KeyError"),
        (lambda of: of.update(more="than an entry says"), "in the form"),
    ],
)
def test_what_no_entry_says_is_refused(change: Callable[[dict[str, Any]], object], reason: str) -> None:
    with pytest.raises(BrokenEntry, match=reason):
        read(changed(change))


@pytest.mark.parametrize(
    "text",
    [
        ENTRY.text().rstrip(),
        ENTRY.text().replace(":", ": "),
        ENTRY.text().replace("ledger-entry@2", "ledger-entry@3"),
        ENTRY.text().replace("in-toto.io", "elsewhere.example"),
        ENTRY.text().replace("stacks/fraud-detection/cdk.tf.json", "stacks/account/cdk.tf.json"),
        ENTRY.text().replace('"applied":1', '"applied":1,"applied":1'),
        "[]",
        "",
    ],
)
def test_it_has_one_form_alone(text: str) -> None:
    with pytest.raises(BrokenEntry):
        read(text)


def test_an_entry_of_before_the_account_stood_in_it_is_told_by_its_version() -> None:
    with pytest.raises(BrokenEntry, match=r"ledger-entry@1, and this gate reads .*ledger-entry@2; begin a new ledger"):
        read(ENTRY.text().replace("ledger-entry@2", "ledger-entry@1"))


def test_what_is_too_large_is_not_even_read() -> None:
    with pytest.raises(BrokenEntry, match="larger than one can be"):
        read(" " * (LARGEST + 1))


def test_in_totos_own_library_reads_it_as_a_statement_of_the_deployed_files() -> None:
    statement = Statement.copy_from_pb(Parse(ENTRY.text(), Message()))
    statement.validate()
    (subject,) = statement.pb.subject
    assert (subject.name, dict(subject.digest)) == ("stacks/fraud-detection/cdk.tf.json", {"sha256": "1" * 64})
    assert statement.pb.predicate_type == "pkg:generic/fraud-detection/ledger-entry@2"


def test_the_one_text_does_not_depend_on_the_order_in_which_its_parts_were_given() -> None:
    controls = dict(sorted(ENTRY.deploy.controls.items(), reverse=True))
    assert replace(ENTRY, deploy=replace(ENTRY.deploy, controls=controls)).text() == ENTRY.text()
