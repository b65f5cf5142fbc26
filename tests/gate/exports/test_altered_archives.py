"""No byte of an archive is taken for evidence that is not: whoever alters one can write the digests anew, or none."""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from gate.cli import sbom
from gate.cli.command import gate
from gate.exports.archive import READABLE, NotEvidence, archive, unpacked
from gate.exports.bundle import DERIVED, SUMS, exported
from gate.exports.handed_over import differing
from gate.ledger.append import append
from gate.ledger.folder import folder_store
from gate.model import Assessment, Finding, Outcome
from gate.provenance.attestation import Statement, read
from gate.provenance.attested import of_output
from gate.provenance.envelope import signed
from gate.reports.evidence import Evidence
from gate.reports.names import ATTESTATION, NAMES, SIGNED
from gate.reports.write import write
from gate.words import printable
from tests.gate.ledger.made import OURS, SIGNING, THEIRS, steps

Files = Mapping[str, bytes]
MOMENT = "2026-11-25T14:03:02Z"
FOREIGN = ("evil.exe", "../../evil", "/abs", "ledger/", "ledger/x", "C:\\x", "README.txt/", "a\nb", "reports/report.md")


@pytest.fixture(scope="module")
def made(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the archive of a run that has everything, and the public key."""
    folder = tmp_path_factory.mktemp("run")
    found = (Assessment("cdk.tf.json", "", (Finding("policies", "FRAUD_LOG_1", "p", Outcome.PASS),)),)
    reports, output = folder / "reports", synthesized.parents[2]
    write(reports, Evidence(MOMENT, found, (), (), of_output(output)))
    (reports / SIGNED).write_text(signed((reports / ATTESTATION).read_text(), OURS.private))
    (folder / "gate.pub.pem").write_bytes(OURS.public)
    (folder / "ledger").mkdir()
    for step in steps(2):
        append(folder_store(folder / "ledger"), step, SIGNING)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sbom, "OUTPUT", output)
        assert CliRunner().invoke(gate, ["sbom", "--reports", str(reports)]).exit_code == 0
    command = ["export", "--reports", str(reports), "--output", str(folder / "evidence.zip")]
    done = CliRunner().invoke(
        gate, [*command, "--ledger", str(folder / "ledger"), "--key", str(folder / "gate.pub.pem")]
    )
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def files(made: Path) -> Files:
    return unpacked((made / "evidence.zip").read_bytes())


@pytest.fixture(scope="module")
def statement(files: Files) -> Statement:
    return read(files[ATTESTATION].decode())


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Path:
    """A copy that nobody else uses."""
    return Path(shutil.copytree(made, tmp_path / "run"))


def verify(folder: Path, content: bytes, *, key: bool = True) -> Result:
    (folder / "altered.zip").write_bytes(content)
    named = ["--key", str(folder / "gate.pub.pem")] if key else []
    return CliRunner().invoke(gate, ["verify", "--reports", str(folder / "altered.zip"), *named])


def without_sums(files: Files) -> Files:
    return {name: content for name, content in files.items() if name != SUMS}


def sums_anew(files: Files) -> Files:
    """With the digests that the files have now, as a forger would write them."""
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in without_sums(files).items()}
    listed = (f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    return {**files, SUMS: "".join(listed).encode()}


def sums_as_they_were(files: Files) -> Files:
    return files


SUMS_MADE = [without_sums, sums_anew, sums_as_they_were]
Sums = Callable[[Files], Files]


def test_an_archive_that_has_everything_is_verified(made: Path) -> None:
    done = verify(made, (made / "evidence.zip").read_bytes())
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("key", [True, False], ids=["with a key", "without one"])
def test_an_archive_without_digests_is_none(key: bool, made: Path, files: Files) -> None:
    done = verify(made, archive(without_sums(files)), key=key)
    assert (done.exit_code, done.stdout.startswith(f"{SUMS}: is missing; ask for the archive again")) == (1, True)


def test_nor_is_one_of_the_reports_alone(made: Path, files: Files) -> None:
    reports = {name: content for name, content in files.items() if (made / "reports" / name).exists()}
    done = verify(made, archive(reports))
    assert (done.exit_code, done.stdout.startswith(f"{SUMS}: is missing")) == (1, True)


def test_a_folder_with_anything_that_a_run_does_not_write_needs_the_digests_too(run: Path, files: Files) -> None:
    for name in {*DERIVED, "deploys.csv", "controls.csv", "ledger.txt", "ledger/000001.dsse.json"}:
        folder = Path(shutil.copytree(run / "reports", run / name.replace("/", "-")))
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(files[name])
        done = CliRunner().invoke(gate, ["verify", "--reports", str(folder)])
        assert (done.exit_code, "; ask for the archive again" in done.stdout.splitlines()[0]) == (1, True), name


@pytest.mark.parametrize("sums", SUMS_MADE)
@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_that_is_no_evidence_is_refused_by_its_name(name: str, sums: Sums, made: Path, files: Files) -> None:
    done = verify(made, archive(sums({**files, name: b"evil"})))
    assert done.exit_code == 1
    assert f"{printable(name)}: is no part of the evidence; remove it\n" in done.stdout


@pytest.mark.parametrize("sums", SUMS_MADE)
@settings(max_examples=40)
@given(change=st.tuples(st.integers(0, 99), st.integers(0, 9_999_999), st.integers(1, 255)))
def test_no_other_byte_in_any_file_passes(
    sums: Sums, statement: Statement, files: Files, change: tuple[int, int, int]
) -> None:
    file, at, flipped = change
    # What the signature alone shows, and who has no key does not see.
    names = sorted(without_sums(files).keys() - {SIGNED})
    name = names[file % len(names)]
    content = bytearray(files[name])
    content[at % len(content)] ^= flipped
    assert [*differing(sums({**files, name: bytes(content)}), statement, archived=True)]


@pytest.mark.parametrize("sums", SUMS_MADE)
def test_no_file_can_be_renamed(sums: Sums, statement: Statement, files: Files) -> None:
    for name in files:
        rest = {known: content for known, content in files.items() if known != name}
        for other in (name.swapcase(), f"{name} ", f"./{name}"):
            assert [*differing(sums({**rest, other: files[name]}), statement, archived=True)], other


def repacked(files: Files, kind: int = ZIP_DEFLATED, mode: int = READABLE, comment: bytes = b"") -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", kind) as packed:
        for name in sorted(files):
            entry = ZipInfo(name)
            entry.compress_type, entry.create_system, entry.external_attr = kind, 3, mode
            entry.comment = comment
            packed.writestr(entry, files[name])
    return content.getvalue()


def commented(content: bytes) -> bytes:
    packed = BytesIO(content)
    with ZipFile(packed, "a") as opened:
        opened.comment = b"approved"
    return packed.getvalue()


OTHERWISE: Mapping[str, Callable[[bytes, Files], bytes]] = {
    "bytes before it": lambda content, _files: b"MZ evil" + content,
    "bytes behind it": lambda content, _files: content + b"evil",
    "a comment": lambda content, _files: commented(content),
    "comments of files": lambda _content, files: repacked(files, comment=b"approved"),
    "links": lambda _content, files: repacked(files, mode=0o120777 << 16),
    "programs": lambda _content, files: repacked(files, mode=0o100755 << 16),
    "nothing compressed": lambda _content, files: repacked(files, ZIP_STORED),
    "another order": lambda _content, files: repacked_in(sorted(files, reverse=True), files),
}


def repacked_in(order: list[str], files: Files) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed:
        for name in order:
            entry = ZipInfo(name)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, READABLE
            packed.writestr(entry, files[name])
    return content.getvalue()


@pytest.mark.parametrize("how", OTHERWISE)
def test_an_archive_that_is_packed_otherwise_is_refused_in_one_line(how: str, made: Path, files: Files) -> None:
    done = verify(made, OTHERWISE[how]((made / "evidence.zip").read_bytes(), files))
    (line,) = done.output.splitlines()
    assert (done.exit_code, "is not packed as `gate export` packs it: " in line) == (2, True), line


@pytest.mark.parametrize("level", range(10))
def test_another_compression_of_the_same_files_is_the_same_archive(level: int) -> None:
    """Other versions of zlib compress otherwise."""
    files = {"a.txt": b"a" * 9_999, "b.txt": bytes(range(256)) * 9, "empty": b""}
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed:
        for name in sorted(files):
            entry = ZipInfo(name)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, READABLE
            packed.writestr(entry, files[name], compresslevel=level)
    assert unpacked(content.getvalue()) == files


def test_bytes_behind_the_end_of_a_compressed_file_are_refused() -> None:
    """A reader stops at the end that the compression says, and never sees what follows."""
    content = archive({"a": b"a" * 99})
    with ZipFile(BytesIO(content)) as packed:
        (entry,) = packed.infolist()
    longer = bytearray(content[: 31 + entry.compress_size] + b"evil" + content[31 + entry.compress_size :])
    size = (entry.compress_size + 4).to_bytes(4, "little")
    longer[18:22] = size
    directory = 31 + entry.compress_size + 4
    longer[directory + 20 : directory + 24] = size
    longer[-6:-2] = directory.to_bytes(4, "little")
    with ZipFile(BytesIO(longer)) as packed:
        assert packed.read("a") == b"a" * 99
    with pytest.raises(NotEvidence, match="a: holds other bytes than it says"):
        unpacked(bytes(longer))


@given(st.dictionaries(st.text(st.characters(exclude_characters="\0/", codec="utf-8"), min_size=1), st.binary()))
def test_what_is_packed_is_unpacked(files: dict[str, bytes]) -> None:
    assert unpacked(archive(files)) == files


@given(st.data())
def test_no_byte_more_and_no_other_byte_is_taken_for_another_file(data: st.DataObject) -> None:
    files = {"a": b"evidence" * 9, "b": b""}
    content = archive(files)
    at = data.draw(st.integers(0, len(content)))
    more = data.draw(st.binary(min_size=1, max_size=9))
    replaced = data.draw(st.sampled_from([0, len(more)]))
    altered = content[:at] + more + content[at + replaced :]
    with suppress(NotEvidence):
        assert unpacked(altered) == files


def edited(name: str, before: str, after: str) -> Callable[[Files], Files]:
    def edit(files: Files) -> Files:
        assert before.encode() in files[name]
        return {**files, name: files[name].replace(before.encode(), after.encode(), 1)}

    return edit


def signed_as(name: str, edit: Callable[[str], str]) -> Callable[[Files], Files]:
    """With another statement in the envelope, which is signed by a key of the forger's own."""
    return lambda files: {**files, name: signed(edit(files[ATTESTATION].decode()), THEIRS.private).encode()}


FORGED: Mapping[str, tuple[Callable[[Files], Files], str]] = {
    "an earlier run": (
        edited(ATTESTATION, MOMENT, "2020-01-01T00:00:00Z"),
        f"{ATTESTATION}: is of 2020-01-01T00:00:00Z",
    ),
    "a later run": (edited(ATTESTATION, MOMENT, "2026-11-25T14:03:03Z"), f"{ATTESTATION}: is of 2026-11-25T14:03:03Z"),
    "a further field": (
        edited(ATTESTATION, '"predicate":{', '"predicate":{"approved":"ministry",'),
        f"{ATTESTATION}: says more than the gate writes",
    ),
    "another form": (edited(ATTESTATION, '","', '", "'), f"{ATTESTATION}: says more than the gate writes"),
    "no attestation": (
        lambda files: {name: content for name, content in files.items() if name != ATTESTATION},
        f"{ATTESTATION}: is missing",
    ),
    "signed long after": (
        signed_as(SIGNED, lambda text: text.replace(MOMENT, "2026-11-27T00:00:00Z")),
        f"{SIGNED}: is of 2026-11-27T00:00:00Z",
    ),
    "signed before": (
        signed_as(SIGNED, lambda text: text.replace(MOMENT, "2026-11-24T23:59:59Z")),
        f"{SIGNED}: is of 2026-11-24T23:59:59Z",
    ),
    "signed with a further field": (
        signed_as(SIGNED, lambda text: text.replace('"predicate":{', '"predicate":{"approved":"ministry",')),
        f"{SIGNED}: says more than the gate writes",
    ),
    "a further line of the note": (
        edited("ledger.txt", "signed by:", "approved by: ministry\nsigned by:"),
        "ledger.txt: says more than the gate writes",
    ),
    "a line less of the note": (edited("ledger.txt", "signed by: gate.pub.pem\n", ""), "ledger.txt: says more than"),
    "a text below the note": (
        edited("ledger.txt", "--head HEAD\n", "--head HEAD\nApproved.\n"),
        "ledger.txt: says more",
    ),
    "a text above the note": (edited("ledger.txt", "entries:", "Approved.\nentries:"), "ledger.txt: is not of"),
    "a code of terminals": (edited("ledger.txt", "gate.pub.pem", "a\x1b[2K"), "ledger.txt: says more than"),
}


@pytest.mark.parametrize("how", FORGED)
def test_what_no_attestation_names_is_refused_where_it_can_be_made_once_more(
    how: str, statement: Statement, files: Files
) -> None:
    forge, line = FORGED[how]
    (found,) = differing(sums_anew(forge(files)), statement, archived=True)
    assert found.startswith(line)


def test_an_attestation_in_the_archive_is_held_to_the_one_that_was_named(run: Path, files: Files) -> None:
    """Else whoever leaves the signed one out could write any commit into the other."""
    (run / SIGNED).write_bytes(files[SIGNED])
    rest = {name: content for name, content in files.items() if name in {*NAMES} and name != SIGNED}
    named = ["--attestation", str(run / SIGNED), "--key", str(run / "gate.pub.pem")]
    for edit, status in ((edited(ATTESTATION, '"python":"', '"python":"9'), 1), (lambda given: given, 0)):
        (run / "altered.zip").write_bytes(archive(exported(edit(rest), SIGNED)))
        done = CliRunner().invoke(gate, ["verify", "--reports", str(run / "altered.zip"), *named])
        assert done.exit_code == status, done.output


def test_what_the_note_only_says_is_said_to_be_nothing_that_was_compared(files: Files) -> None:
    assert "what whoever made the archive says; nothing in it shows that they are true" in files["ledger.txt"].decode()
