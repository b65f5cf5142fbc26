"""The gate signs what it finds itself; what was signed is believed by its key alone, for the very bytes."""

import base64
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from gate.cli.command import gate
from gate.model import Assessment, Finding, Outcome
from gate.moment import FORMAT, now
from gate.own_rules import FOLDER_CHANGED
from gate.provenance.envelope import BadSignature, opened, signed, unchecked
from gate.provenance.resource import BYPRODUCTS, COMMIT, TREE
from gate.reports.evidence import Evidence
from gate.reports.names import ATTESTATION
from gate.reports.write import rendered
from gate.run import judged_afresh
from policies.core.known_stacks import KNOWN_STACKS

# One worker runs these, since all of them read one run of the gate.
pytestmark = pytest.mark.xdist_group("attestation")

Ask = Callable[..., Result]


def pair(private: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> tuple[bytes, bytes]:
    """A private key and its public one, in PEM."""
    return (
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    )


ED25519, OTHER = pair(ed25519.Ed25519PrivateKey.generate()), pair(ed25519.Ed25519PrivateKey.generate())
ECDSA = pair(ec.generate_private_key(ec.SECP256R1()))
RSA = pair(rsa.generate_private_key(65537, 2048))
ENVELOPE = signed("the statement", ED25519[0])


@pytest.mark.parametrize("key", [ED25519, ECDSA], ids=["ed25519", "ECDSA"])
def test_what_was_signed_is_opened_by_the_key_that_signed_it_and_no_other(key: tuple[bytes, bytes]) -> None:
    envelope = signed("the statement", key[0])
    assert opened(envelope, key[1]) == unchecked(envelope) == "the statement"
    with pytest.raises(BadSignature, match="not signed by this key"):
        opened(envelope, OTHER[1])


def changed(**parts: object) -> str:
    return json.dumps(json.loads(ENVELOPE) | parts)


@pytest.mark.parametrize(
    "text",
    [
        changed(payload=base64.b64encode(b"another statement").decode()),
        changed(payloadType="text/plain"),
        changed(signatures=[]),
        changed(signatures=None),
        changed(payload=None),
        '{"payloadType": "x"}',
        "the statement",
        "{}",
    ],
    ids=["payload", "type", "no signature", "null signatures", "null payload", "nothing else", "bare", "empty"],
)
def test_what_was_changed_or_never_signed_is_refused(text: str) -> None:
    with pytest.raises(BadSignature):
        opened(text, ED25519[1])


@given(st.integers(0, len(ENVELOPE) - 1), st.characters(codec="ascii"))
def test_an_envelope_with_another_character_is_refused_or_says_the_same(at: int, character: str) -> None:
    text = f"{ENVELOPE[:at]}{character}{ENVELOPE[at + 1 :]}"
    try:
        assert opened(text, ED25519[1]) == "the statement"
    except BadSignature:
        assert text != ENVELOPE


@pytest.mark.parametrize("keyid", [None, "", "another"])
def test_a_signature_counts_by_its_bytes_whatever_its_key_is_called(keyid: str | None) -> None:
    (signature,) = json.loads(ENVELOPE)["signatures"]
    del signature["keyid"]
    named = signature if keyid is None else {**signature, "keyid": keyid}
    assert opened(changed(signatures=[named]), ED25519[1]) == "the statement"
    with pytest.raises(BadSignature):
        opened(changed(signatures=[named]), OTHER[1])


def test_of_several_signatures_one_by_this_key_is_enough() -> None:
    (other,) = json.loads(signed("the statement", OTHER[0]))["signatures"]
    (ours,) = json.loads(ENVELOPE)["signatures"]
    unread = [{"sig": "AAAA"}, {"sig": "@"}, {"sig": 5}, {"sig": None}, {}, "text", None, 5]
    for signatures in ([other, ours], [ours, other], [ours, ours], *([one, ours] for one in unread)):
        assert opened(changed(signatures=signatures), ED25519[1]) == "the statement"
    with pytest.raises(BadSignature):
        opened(changed(signatures=[other, other]), ED25519[1])


def test_the_url_safe_form_of_base64_is_read_too() -> None:
    envelope = json.loads(signed("\u00fb\u00ff?>~", ED25519[0]))
    envelope["payload"] = envelope["payload"].replace("+", "-").replace("/", "_")
    (signature,) = envelope["signatures"]
    signature["sig"] = signature["sig"].replace("+", "-").replace("/", "_")
    assert opened(json.dumps(envelope), ED25519[1]) == "\u00fb\u00ff?>~"


def attestation_of(evidence: Evidence) -> str:
    return rendered(evidence)[ATTESTATION].decode()


@pytest.fixture(scope="module")
def found() -> Evidence:
    """What the gate finds: one true run."""
    return judged_afresh(now())


@pytest.fixture(scope="module")
def attestation(found: Evidence) -> str:
    return attestation_of(found)


@pytest.fixture
def ask(found: Evidence, attestation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Runs a command beside keys, and beside the attestation of an open gate, which finds the same once more."""
    monkeypatch.setattr("gate.cli.attest.judged_afresh", lambda moment: replace(found, moment=moment))
    (tmp_path / "attestation.json").write_text(attestation)
    for name, (private, public) in {"ours": ED25519, "other": OTHER, "rsa": RSA}.items():
        (tmp_path / f"{name}.pem").write_bytes(private)
        (tmp_path / f"{name}.pub.pem").write_bytes(public)
    locked = BestAvailableEncryption(b"secret")
    key = ed25519.Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)
    (tmp_path / "locked.pem").write_bytes(key)

    def asked(command: str, *arguments: str, **files: str) -> Result:
        named = [part for name, file in files.items() for part in (f"--{name}", str(tmp_path / file))]
        return CliRunner().invoke(gate, [command, *named, *arguments])

    return asked


def sign(ask: Ask, key: str = "ours.pem") -> Result:
    return ask("attest", key=key, attestation="attestation.json", output="signed.json")


def test_what_is_judged_once_more_is_called_as_in_the_reports_of_the_run_before(found: Evidence) -> None:
    files = {f"cdktf.out/stacks/{name}/cdk.tf.json" for name in KNOWN_STACKS}
    assert {assessment.file for assessment in found.assessments} == files
    assert {finding.place for finding in found.findings if finding.policy == FOLDER_CHANGED} == files


def test_the_signed_attestation_is_verified_by_its_key(ask: Ask, synthesized: Path) -> None:
    assert sign(ask).exit_code == 0
    stack = str(synthesized.parent)
    ours = ask("verify", stack, key="ours.pub.pem", attestation="signed.json")
    assert ours.exit_code == 0
    assert "signed by ours.pub.pem" in ours.stdout
    other = ask("verify", stack, key="other.pub.pem", attestation="signed.json")
    assert (other.exit_code, len(other.stdout.splitlines())) == (1, 1)
    nobody = ask("verify", stack, attestation="signed.json")
    assert (nobody.exit_code, "nobody's signature was checked" in nobody.stdout) == (0, True)


def test_what_is_signed_is_what_the_gate_finds_itself_at_the_time_of_signing(ask: Ask, tmp_path: Path) -> None:
    before = now()
    assert sign(ask).exit_code == 0
    content = json.loads(unchecked((tmp_path / "signed.json").read_text()))
    given = json.loads((tmp_path / "attestation.json").read_text())
    assert before <= content["predicate"].pop("timeVerified") <= now()
    del given["predicate"]["timeVerified"]
    assert content == given


def places(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of each text, number and list in an attestation; of a long list, its first element and its last."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from places(inside, (*place, key))
    elif isinstance(value, list) and value:
        yield place
        for at in {0, len(value) - 1}:
            yield from places(value[at], (*place, at))
    else:
        yield place


def edited(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return value[1:] if isinstance(value, list) else f"{value[:-1]}{'1' if value[-1:] != '1' else '0'}"


def test_an_attestation_that_was_edited_anywhere_is_not_signed(ask: Ask, attestation: str, tmp_path: Path) -> None:
    text = attestation
    tried = list(places(json.loads(text)))
    assert {place[-1] for place in tried} >= {"resourceUri", COMMIT, "clean", "checkov", "slsaVersion", "pass"}
    for place in tried:
        content = json.loads(text)
        holder = content
        for step in place[:-1]:
            holder = holder[step]
        holder[place[-1]] = edited(holder[place[-1]])
        (tmp_path / "attestation.json").write_text(json.dumps(content))
        result = sign(ask)
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1), (place, result.output)
        assert not (tmp_path / "signed.json").exists(), place


def add_a_field(content: Any) -> None:
    content["predicate"]["note"] = "reviewed"


def forget_the_commit(content: Any) -> None:
    content["predicate"][COMMIT] = "no revision"
    content["predicate"][TREE] = {"clean": False, "changed": {}}


def swap_a_bundle_with_its_digest(content: Any) -> None:
    bundle = next(subject for subject in content["subject"] if subject["name"].endswith(".zip"))
    bundle["digest"]["sha256"] = "0" * 64


def name_another_page(content: Any) -> None:
    page = next(report for report in content["predicate"][BYPRODUCTS] if report["name"] == "report.html")
    page["digest"]["sha256"] = "0" * 64


def name_no_report(content: Any) -> None:
    content["predicate"][BYPRODUCTS] = []


def name_one_report_less(content: Any) -> None:
    del content["predicate"][BYPRODUCTS][0]


def be_of_tomorrow(content: Any) -> None:
    content["predicate"]["timeVerified"] = (datetime.now(UTC) + timedelta(days=1)).strftime(FORMAT)


def be_of_last_month(content: Any) -> None:
    content["predicate"]["timeVerified"] = (datetime.now(UTC) - timedelta(days=30)).strftime(FORMAT)


@pytest.mark.parametrize(
    "edit",
    [
        *(add_a_field, forget_the_commit, swap_a_bundle_with_its_digest, be_of_tomorrow, be_of_last_month),
        *(name_another_page, name_no_report, name_one_report_less),
    ],
)
def test_what_was_edited_so_that_it_does_not_contradict_itself_is_not_signed_either(
    edit: Callable[[Any], None], ask: Ask, attestation: str, tmp_path: Path
) -> None:
    content = json.loads(attestation)
    edit(content)
    (tmp_path / "attestation.json").write_text(json.dumps(content))
    result = sign(ask)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "nothing was signed" in result.stderr
    assert not (tmp_path / "signed.json").exists()


def test_a_gate_that_is_closed_now_signs_nothing_though_it_was_open_then(
    ask: Ask, found: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = Assessment("cdk.tf.json", "", (Finding("a", "A", "p", Outcome.FAIL, "x"),))
    monkeypatch.setattr("gate.cli.attest.judged_afresh", lambda _: replace(found, assessments=(closed,)))
    result = sign(ask)
    assert result.exit_code == 2
    assert "the gate is not open now" in result.stderr
    assert not (tmp_path / "signed.json").exists()


def test_with_a_file_that_has_no_digest_nothing_is_signed(
    ask: Ask, found: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = {**found.attested.inputs, "policies/link.py": "a link"}
    evidence = replace(found, attested=replace(found.attested, inputs=linked))
    monkeypatch.setattr("gate.cli.attest.judged_afresh", lambda _: evidence)
    (tmp_path / "attestation.json").write_text(attestation_of(evidence))
    result = sign(ask)
    assert result.exit_code == 2
    assert "policies/link.py is a link" in result.stderr


def test_with_a_stack_of_an_unknown_name_nothing_is_signed(
    ask: Ask, found: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = {**found.attested.subjects, "stacks/other/cdk.tf.json": "0" * 64}
    evidence = replace(found, attested=replace(found.attested, subjects=more))
    monkeypatch.setattr("gate.cli.attest.judged_afresh", lambda _: evidence)
    (tmp_path / "attestation.json").write_text(attestation_of(evidence))
    result = sign(ask)
    assert result.exit_code == 2
    assert "other is no stack that the gate knows" in result.stderr


def test_a_pipe_in_place_of_the_key_or_the_attestation_is_not_waited_for(ask: Ask, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for files in ({"key": "pipe"}, {"key": "ours.pem", "attestation": "pipe"}):
        result = ask("attest", **files)
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
        assert "is no regular file; nothing was signed" in result.stderr


def test_with_a_key_what_is_not_signed_is_refused(ask: Ask, synthesized: Path) -> None:
    result = ask("verify", str(synthesized.parent), key="ours.pub.pem", attestation="attestation.json")
    assert result.exit_code == 1
    assert "is not signed" in result.stdout


@pytest.mark.parametrize("key", ["none.pem", "locked.pem", "rsa.pem", "ours.pub.pem", "attestation.json"])
def test_without_a_usable_key_nothing_is_signed_and_one_line_says_why(key: str, ask: Ask, tmp_path: Path) -> None:
    result = sign(ask, key)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "signed.json").exists()


@pytest.mark.parametrize("key", ["none.pem", "ours.pem", "rsa.pub.pem", "attestation.json"])
def test_without_a_usable_key_nothing_is_verified(key: str, ask: Ask, synthesized: Path) -> None:
    assert sign(ask).exit_code == 0
    result = ask("verify", str(synthesized.parent), key=key, attestation="signed.json")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize("outcome", [Outcome.FAIL, Outcome.ERROR])
def test_the_attestation_of_a_closed_gate_is_not_signed(
    outcome: Outcome, ask: Ask, found: Evidence, tmp_path: Path
) -> None:
    closed = Assessment("cdk.tf.json", "", (Finding("a", "A", "p", outcome, "x"),))
    (tmp_path / "attestation.json").write_text(attestation_of(replace(found, assessments=(closed,))))
    result = sign(ask)
    assert result.exit_code == 2
    assert "was not open" in result.stderr
    assert not (tmp_path / "signed.json").exists()
