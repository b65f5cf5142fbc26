"""A signed attestation is believed by its key alone, for the very bytes that were signed."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

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
from gate.provenance.attested import of_folder
from gate.provenance.envelope import BadSignature, opened, signed, unchecked
from gate.reports.attestation import render
from gate.reports.evidence import Evidence

DAY = "2026-11-25"
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


@pytest.fixture
def ask(synthesized: Path, tmp_path: Path) -> Ask:
    """Runs a command beside keys, and beside the attestation of the real stack on a day of November."""
    assessment = Assessment("cdk.tf.json", "", (Finding("a", "A", "p", Outcome.PASS),))
    write(tmp_path, assessment, synthesized)
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


def write(folder: Path, assessment: Assessment, synthesized: Path) -> None:
    text = render(Evidence(DAY, (assessment,), (), (), of_folder(synthesized.parent)))
    (folder / "attestation.json").write_text(text)


def sign(ask: Ask, key: str = "ours.pem") -> Result:
    return ask("attest", key=key, attestation="attestation.json", output="signed.json")


def test_the_signed_attestation_is_verified_by_its_key(ask: Ask, synthesized: Path) -> None:
    assert sign(ask).exit_code == 0
    stack = (str(synthesized.parent), "--date", DAY)
    ours = ask("verify", *stack, key="ours.pub.pem", attestation="signed.json")
    assert (ours.exit_code, ours.stdout.endswith("signed by ours.pub.pem\n")) == (0, True)
    other = ask("verify", *stack, key="other.pub.pem", attestation="signed.json")
    assert (other.exit_code, len(other.stdout.splitlines())) == (1, 1)
    nobody = ask("verify", *stack, attestation="signed.json")
    assert (nobody.exit_code, "nobody's signature was checked" in nobody.stdout) == (0, True)


def test_with_a_key_what_is_not_signed_is_refused(ask: Ask, synthesized: Path) -> None:
    result = ask("verify", str(synthesized.parent), "--date", DAY, key="ours.pub.pem", attestation="attestation.json")
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
    result = ask("verify", str(synthesized.parent), "--date", DAY, key=key, attestation="signed.json")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_the_attestation_of_a_closed_gate_is_not_signed(ask: Ask, tmp_path: Path, synthesized: Path) -> None:
    write(tmp_path, Assessment("cdk.tf.json", "", (Finding("a", "A", "p", Outcome.FAIL, "x"),)), synthesized)
    result = sign(ask)
    assert result.exit_code == 2
    assert "was not open" in result.stderr
    assert not (tmp_path / "signed.json").exists()
