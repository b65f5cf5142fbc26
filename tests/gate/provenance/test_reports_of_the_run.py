"""An exchanged report is told by its name, in a folder, beside a stack and in the archive for the auditor."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from gate.cli.command import gate
from gate.exports.archive import archive
from gate.exports.bundle import DERIVED, SUMS
from gate.model import Assessment, Finding, Outcome
from gate.provenance.attested import of_output
from gate.provenance.envelope import signed
from gate.provenance.resource import BYPRODUCTS
from gate.reports.evidence import Evidence
from gate.reports.names import ATTESTATION, NAMES, SIGNED
from gate.reports.write import RENDERERS, write

KEY = Ed25519PrivateKey.generate()
PRIVATE = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
PUBLIC = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
MOMENT = "2026-11-25T14:03:02Z"


@pytest.fixture(scope="module")
def made(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the reports of a run, signed, and beside it the archive of them and the key."""
    folder = tmp_path_factory.mktemp("run")
    found = (Assessment("cdk.tf.json", "", (Finding("policies", "FRAUD_LOG_1", "p", Outcome.PASS),)),)
    write(folder / "reports", Evidence(MOMENT, found, (), (), of_output(synthesized.parents[2])))
    (folder / "reports" / SIGNED).write_text(signed((folder / "reports" / ATTESTATION).read_text(), PRIVATE))
    (folder / "gate.pub.pem").write_bytes(PUBLIC)
    result = CliRunner().invoke(
        gate, ["export", "--reports", str(folder / "reports"), "--output", str(folder / "evidence.zip")]
    )
    assert result.exit_code == 0, result.stderr
    return folder


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Path:
    """A copy that nobody else uses."""
    return Path(shutil.copytree(made, tmp_path / "run"))


def verify(run: Path, what: str, *, key: bool = True, more: tuple[str, ...] = ()) -> Result:
    named = ["--key", str(run / "gate.pub.pem")] if key else []
    return CliRunner().invoke(gate, ["verify", "--reports", str(run / what), *named, *more])


def flipped(content: bytes) -> bytes:
    """With one other byte, in the midst of it."""
    at = len(content) // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def packed(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def pack(run: Path, files: Mapping[str, bytes]) -> None:
    (run / "evidence.zip").write_bytes(archive(files))


@pytest.mark.parametrize("key", [True, False], ids=["with a key", "without one"])
@pytest.mark.parametrize("what", ["reports", "evidence.zip"])
def test_the_reports_of_the_attested_run_are_verified(what: str, key: bool, run: Path) -> None:
    result = verify(run, what, key=key)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"verified: {len(RENDERERS)} reports of ")
    assert f"those of {MOMENT}" in result.stdout
    assert ("signed by gate.pub.pem" in result.stdout) is key
    assert ("nobody's signature was checked" in result.stdout) is not key


@pytest.mark.parametrize("name", RENDERERS)
def test_one_other_byte_in_a_report_is_told_by_its_name(name: str, run: Path) -> None:
    (run / "reports" / name).write_bytes(flipped((run / "reports" / name).read_bytes()))
    result = verify(run, "reports")
    (line,) = result.stdout.splitlines()
    assert result.exit_code == 1
    assert line.startswith(f"{name}: is not the report of the attested run; take it from the archive")


@pytest.mark.parametrize("key", [True, False], ids=["with a key", "without one"])
@pytest.mark.parametrize("name", [*NAMES, SIGNED, *DERIVED, SUMS])
def test_one_other_byte_in_any_file_of_the_archive_is_told_by_its_name(name: str, key: bool, run: Path) -> None:
    files = packed(run / "evidence.zip")
    assert name in files
    pack(run, files | {name: flipped(files[name])})
    result = verify(run, "evidence.zip", key=key)
    (line,) = result.output.splitlines()
    assert result.exit_code in {1, 2}
    assert name in line or (name == SIGNED and "signed" in line), line


@pytest.mark.parametrize("name", [*NAMES, *DERIVED])
def test_a_file_that_is_missing_in_the_archive_is_told_by_its_name(name: str, run: Path) -> None:
    pack(run, {known: content for known, content in packed(run / "evidence.zip").items() if known != name})
    result = verify(run, "evidence.zip", key=name != SIGNED)
    assert result.exit_code in {1, 2}
    assert name in result.output.splitlines()[0]


def test_a_file_that_does_not_belong_there_is_told_by_its_name(run: Path) -> None:
    pack(run, packed(run / "evidence.zip") | {"opinion.pdf": b"clean"})
    assert verify(run, "evidence.zip").stdout == "opinion.pdf: is no part of the evidence; remove it\n"


def test_a_report_and_an_attestation_that_agree_are_refused_by_the_key(run: Path) -> None:
    """Whoever can write an attestation can write another one: the signature tells."""
    found = (Assessment("cdk.tf.json", "", (Finding("policies", "FRAUD_LOG_1", "elsewhere", Outcome.PASS),)),)
    write(run / "reports", Evidence(MOMENT, found, ()))
    assert verify(run, "reports").exit_code == 1
    assert "does not say what the other attestation says" in verify(run, "reports", key=False).stdout


def test_a_report_beside_the_attestation_is_compared_before_a_deploy(run: Path, synthesized: Path) -> None:
    command = ["verify", str(synthesized.parent), "--date", "2026-11-25"]
    command += ["--attestation", str(run / "reports" / ATTESTATION)]
    assert CliRunner().invoke(gate, command).exit_code == 0
    (run / "reports" / "junit.xml").unlink()
    assert CliRunner().invoke(gate, command).exit_code == 0
    (run / "reports" / "report.html").write_text("<h1>open</h1>")
    (line,) = CliRunner().invoke(gate, command).stdout.splitlines()
    assert line.startswith("report.html: is not the report of the attested run")


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive"])
def test_what_is_no_archive_is_refused_in_one_line(content: bytes, run: Path) -> None:
    (run / "evidence.zip").write_bytes(content)
    result = verify(run, "evidence.zip")
    assert (result.exit_code, len(result.output.splitlines())) == (2, 1)
    assert "is no archive that can be read" in result.output


@pytest.mark.parametrize(
    "text", ["[]", "{}", "[" * 100_000, "1", '{"verdict": "open"}', '{"findings": null}'], ids=lambda text: text[:9]
)
def test_an_attested_verdict_that_is_none_is_refused_in_one_line(text: str, run: Path) -> None:
    """Whoever writes a verdict that is none can write an attestation of it as well."""
    files = packed(run / "evidence.zip")
    said = json.loads(files[ATTESTATION])
    verdict = next(report for report in said["predicate"][BYPRODUCTS] if report["name"] == "verdict.json")
    verdict["digest"]["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    pack(run, {**files, ATTESTATION: json.dumps(said).encode(), "verdict.json": text.encode()})
    result = verify(run, "evidence.zip", key=False)
    assert (result.exit_code, len(result.output.splitlines())) == (2, 1), result.exception


@pytest.mark.parametrize("text", ["", '{"payloadType": "x"}', "\u00ff"])
def test_a_signature_that_cannot_be_read_is_told_by_its_name_and_not_packed(text: str, run: Path) -> None:
    (run / "reports" / SIGNED).write_text(text)
    command = ["export", "--reports", str(run / "reports"), "--output", str(run / "other.zip")]
    result = CliRunner().invoke(gate, command)
    (line,) = result.stderr.splitlines()
    assert (result.exit_code, f"{SIGNED}: is" in line) == (2, True)
    assert not (run / "other.zip").exists()


def test_an_archive_with_a_file_twice_is_refused(run: Path) -> None:
    with ZipFile(run / "evidence.zip", "a") as opened, pytest.warns(UserWarning, match="Duplicate name"):
        opened.writestr("report.html", b"<h1>open</h1>")
    assert "holds a file twice" in verify(run, "evidence.zip").output


def test_reports_that_are_not_there_are_said_to_be_missing(tmp_path: Path) -> None:
    for what in (tmp_path, tmp_path / "none.zip"):
        result = CliRunner().invoke(gate, ["verify", "--reports", str(what)])
        assert (result.exit_code, len(result.output.splitlines())) == (2, 1)


@given(st.data())
def test_a_damaged_archive_is_never_verified_as_something_else(made: Path, data: st.DataObject) -> None:
    content = bytearray((made / "evidence.zip").read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    damaged = made / "damaged.zip"
    damaged.write_bytes(content)
    result = verify(made, "damaged.zip")
    assert len(result.output.splitlines()) == 1
    if result.exit_code == 0:  # a byte that no reader looks at
        assert packed(damaged) == packed(made / "evidence.zip")
