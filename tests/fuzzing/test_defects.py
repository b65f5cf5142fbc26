"""Each target notices a reader that is broken: in place of the reader, or of a part of it, stands one that errs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest

from fuzzing.attested import STATEMENT
from fuzzing.oracle import Defect
from fuzzing.payments import BODY, validated
from fuzzing.table import BY_NAME, TARGETS
from fuzzing.targets import bundle, keys
from gate.asked.attack import Count
from gate.exports.archive import archive, unpacked
from gate.exports.bundle import exported
from gate.provenance.envelope import BadKey
from gate.reports.names import NAMES, SIGNED
from policies.core.terraform_file import _blocks
from review.payment import Payment

CARD = "4111" + "1111" * 3


class Planted(NamedTuple):
    """The name that is replaced, what takes its place, and an input by which that errs; else the first seed."""

    place: str
    broken: Any
    input: bytes | None = None


def seed(target: str, at: int = 0) -> bytes:
    return BY_NAME[target].seeds[at]


def changed(target: str, before: str, after: str, at: int = 0) -> bytes:
    data = seed(target, at)
    assert before.encode() in data
    return data.replace(before.encode(), after.encode())


def passes_over_data(keyword: str, content: Any) -> Any:
    return () if keyword == "data" else _blocks(keyword, content)


def nothing(*_: Any, **__: Any) -> Iterator[str]:
    return iter(())


def says_yes(*_: Any, **__: Any) -> bool:
    return True


OURS_TWICE = "policies.core.strict_json._unique"
THEIRS_TWICE = "lambdas.shared.strict_json._unique"
UNSIGNED = b'{"payload": "eA==", "payloadType": "application/vnd.in-toto+json", "signatures": [{"sig": "AAAA"}]}'
TRAILING = bundle.packed({"a.py": b"x = 1\n"})[:-2] + b"\x01\x00x"
REPORTS = {name: content for name, content in unpacked(seed("evidence")).items() if name in {*NAMES, SIGNED}}
EXCHANGED = archive(exported({**REPORTS, "report.md": b"another"}, SIGNED))
TWO_AMOUNTS = b"TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TX_AMOUNT\n2026-01-01,1,7,12.50,0,99\n"
TWO_REASONS = changed("dead_letter", '"reason"', '"reason": 1, "reason"')
PLANTED: Mapping[str, Planted] = {
    "strict_json": Planted(OURS_TWICE, dict, b'{"a": 1, "a": 2}'),
    "stack_file": Planted("policies.core.terraform_file._blocks", passes_over_data),
    "expressions": Planted("fuzzing.targets.expressions.references", lambda _text: ()),
    "recorded_calls": Planted(
        "policies.core.recorded_calls._refuse_misshapen", nothing, changed("recorded_calls", "ssm", "a")
    ),
    "bundle": Planted("policies.core.packed._packed", lambda _content: TRAILING, TRAILING),
    "judged_bundle": Planted(
        "policies.source_code.code_uses_no_dynamic_means.in_each", nothing, seed("judged_bundle", 1)
    ),
    "folder": Planted("gate.output._is_manifest", says_yes, b"{}"),
    "attestation": Planted(
        "fuzzing.targets.attestation.mismatches", nothing, STATEMENT.text().replace("3" * 64, "f" * 64).encode()
    ),
    "envelope": Planted("gate.provenance.envelope._has_signed", says_yes, UNSIGNED),
    "keys": Planted("gate.provenance.envelope._has_signed", says_yes, seed("keys", 1)),
    "evidence": Planted("gate.exports.handed_over.exchanged", nothing, EXCHANGED),
    "ledger_entry": Planted(
        "gate.ledger.reading.words", lambda value, _name: value, changed("ledger_entry", "Ada", r"\u001bc")
    ),
    "sealed": Planted("gate.sealed.hmac.compare_digest", says_yes, seed("sealed", 2).replace(b"0\n{}", b"0\n[]")),
    "saved_plan": Planted("gate.plan.saved.SavedPlan.unlike", nothing, seed("saved_plan", 1)),
    "shown_plan": Planted("gate.plan.attributes.of_argument", lambda *_: "", changed("shown_plan", '"q"', '"z"')),
    "waivers": Planted("fuzzing.targets.waivers.load_waivers", lambda _path: (), seed("waivers", 1)),
    "asked": Planted(
        "gate.asked.load.misnamed", nothing, changed("asked", '"FRAUD_LOG_1", ', '"FRAUD_LOG_1", "FRAUD_LOG_1", ')
    ),
    "checkov_toml": Planted("gate.engines.checkov.built_ins._excuse", lambda _check, _entry: "so"),
    "attack_record": Planted("gate.asked.attack._count", lambda _value: Count(0, 0, 0, 0, 0)),
    "compared": Planted(
        "gate.compare.meaning._tree", lambda _data: "", changed("compared", "return value", "return not value")
    ),
    "deployment": Planted("gate.deployments.ACCOUNT", re.compile(".*"), changed("deployment", "000000000000", "1")),
    "variables": Planted("gate.preflight.variable_files._string", lambda value: value.strip('"')),
    "transaction": Planted(
        "lambdas.transaction_validator.validation.forbidden",
        nothing,
        json.dumps({**BODY, "merchant_id": CARD}).encode(),
    ),
    "rates_file": Planted(THEIRS_TWICE, dict, changed("rates_file", '"AUD"', '"AUD": "1.25", "AUD"')),
    "rules_file": Planted(THEIRS_TWICE, dict, changed("rules_file", '"format": 1', '"format": 2, "format": 1')),
    "model_file": Planted(THEIRS_TWICE, dict, changed("model_file", '"base": 0.0', '"base": 1.0, "base": 0.0')),
    "analyzer_event": Planted("lambdas.fraud_analyzer.learning.state", lambda *_: "{}"),
    "endpoint": Planted(THEIRS_TWICE, dict, b'{"score": 0.9, "score": 0.1}'),
    "drain_message": Planted("lambdas.transaction_drain.deciding.DRAINED", "drained more"),
    "batch": Planted("lambdas.transaction_drain.batch._validated", lambda *_, **__: None),
    "notification": Planted(
        "lambdas.notification_sender.message._masked",
        str,
        json.dumps({"transaction": validated(merchant_id="0" * 14), "analysis": {"decision": "review"}}).encode(),
    ),
    "dead_letter": Planted("redrive.exact_json._unique", dict, TWO_REASONS),
    "payment_row": Planted("review.text.shown", str, changed("payment_row", '"t-1"', '"t\\u001b[2J"')),
    "announcement": Planted("fuzzing.targets.announcement.announced", lambda _body: Payment(id="t-2", at=1)),
    "export_lines": Planted("training.rows.dollars", lambda _name, _text: 1.0),
    "csv_payments": Planted("training.transactions._require", nothing, TWO_AMOUNTS),
    "data_frame": Planted("training.frames.ALLOWED", {("posix", "system"): ("posix", "system")}, seed("data_frame", 2)),
}


@contextmanager
def planted(what: Planted) -> Iterator[None]:
    with patch(what.place, what.broken):
        yield


def test_a_defect_is_planted_for_each_target() -> None:
    assert PLANTED.keys() == {target.name for target in TARGETS}


@pytest.mark.parametrize("name", PLANTED)
def test_a_target_notices_a_reader_that_is_broken(name: str) -> None:
    what = PLANTED[name]
    data = seed(name) if what.input is None else what.input
    run: Callable[[bytes], None] = BY_NAME[name].run
    run(data)
    with planted(what), pytest.raises(Defect):
        run(data)
    run(data)


CRASHES = {
    "a letter": ("dead_letter", "redrive.letters.text"),
    "a rule": ("rules_file", "lambdas.fraud_analyzer.rules._rule"),
    "a payment, which the drain would pass over": ("drain_message", "lambdas.transaction_drain.deciding._execution"),
    "a waiver": ("waivers", "gate.dated_entries._entry"),
}


@pytest.mark.parametrize(("name", "place"), CRASHES.values(), ids=CRASHES)
def test_a_reader_that_crashes_is_noticed(name: str, place: str) -> None:
    def crash(*_: Any) -> None:
        raise ZeroDivisionError

    with patch(place, crash), pytest.raises((ZeroDivisionError, Defect)):
        BY_NAME[name].run(seed(name, 1 if name == "waivers" else 0))


def test_a_refusal_of_several_lines_is_noticed() -> None:
    def refuse(*_: Any) -> None:
        raise BadKey("is none\nat all")

    with patch("fuzzing.targets.keys.signer", refuse), pytest.raises(Defect, match="more than one line"):
        keys.run(seed("keys"))
