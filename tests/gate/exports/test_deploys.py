"""What was deployed goes with the evidence, as the ledger's entries say and no further than its chain holds."""

import csv
import hashlib
import importlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from gate.cli.command import gate
from gate.exports import deploys
from gate.exports.archive import archive
from gate.exports.bundle import SUMS
from gate.ledger.append import append
from gate.ledger.folder import folder_store
from gate.ledger.reading import LARGEST_FILE
from gate.model import Assessment, Finding, Outcome
from gate.reports.evidence import Evidence
from gate.reports.write import write
from tests.gate.ledger.made import LOCKED, LOGS, OURS, SIGNING, THEIRS, deploy, steps

openpyxl: Any = importlib.import_module("openpyxl")  # which comes without types
MOMENT = "2026-11-25T14:03:02Z"
FORMULA = "=cmd|'/c calc'!A0"
ENTRIES = [f"ledger/{number:06d}.dsse.json" for number in range(1, 6)]
HEAD = "--head"


def faring(number: int) -> dict[str, str]:
    """How controls fare at a deploy: one begins to pass at the second, and one is not named by the third."""
    return {LOGS: "gap" if number == 1 else "satisfied"} | ({LOCKED: "satisfied"} if number < 3 else {})


STEPS = [
    replace(step, deploy=replace(deploy(number, faring(number)), approver=FORMULA))
    for step, number in zip(steps(3, [3]), (1, 1, 2, 2, 3), strict=True)
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run's folder of reports, a ledger of three deploys, the last of them not verified, and its head; two keys."""
    folder = tmp_path_factory.mktemp("run")
    found = (Assessment("cdk.tf.json", "", (Finding("policies", "FRAUD_LOG_1", "p", Outcome.PASS),)),)
    write(folder / "reports", Evidence(MOMENT, found, ()))
    (folder / "ledger").mkdir()
    heads = [append(folder_store(folder / "ledger"), step, SIGNING).head for step in STEPS]
    (folder / "head").write_text(heads[-1])
    (folder / "gate.pub.pem").write_bytes(OURS.public)
    (folder / "other.pub.pem").write_bytes(THEIRS.public)
    return folder


@pytest.fixture
def run(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy that nobody else uses, where the commands run."""
    folder = Path(shutil.copytree(made, tmp_path / "run"))
    monkeypatch.chdir(folder)
    return folder


def export(*words: str, output: str = "evidence.zip") -> Result:
    return CliRunner().invoke(gate, ["export", "--reports", "reports", "--output", output, *words])


def verify(what: str = "evidence.zip") -> Result:
    return CliRunner().invoke(gate, ["verify", "--reports", what])


@pytest.fixture
def files(run: Path) -> dict[str, bytes]:
    """Of the archive that was made with the key and the head."""
    done = export("--ledger", "ledger", "--key", "gate.pub.pem", HEAD, (run / "head").read_text())
    assert done.exit_code == 0, done.output
    return unpacked(run)


def unpacked(run: Path) -> dict[str, bytes]:
    with ZipFile(run / "evidence.zip") as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed_anew(files: Mapping[str, bytes]) -> None:
    Path("evidence.zip").write_bytes(archive(files))


def listed_anew(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """With the digests that the files have now, as a forger would write them."""
    sums = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files) if name != SUMS)
    return {**files, SUMS: "".join(sums).encode()}


def from_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def sheet(content: bytes, name: str) -> list[tuple[str, ...]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return [tuple(cell or "" for cell in row) for row in book[name].iter_rows(values_only=True)]


def test_each_deploy_is_a_row_that_says_what_by_whose_approval_and_whether_it_was_verified(
    files: dict[str, bytes],
) -> None:
    rows = from_csv(files["deploys.csv"])
    assert [(row["entry"], row["state"], row["verified at"]) for row in rows] == [
        ("1", "verified", "2026-11-01T10:05:00Z"),
        ("3", "verified", "2026-11-02T10:05:00Z"),
        ("5", "applied, not verified", ""),
    ]
    assert rows[1] | {"verified at": ""} == {
        "entry": "3",
        "applied at": "2026-11-02T10:00:00Z",
        "state": "verified",
        "verified at": "",
        "commit": f"{2:040x}",
        "stacks": f"fraud-detection: file sha256:{'1' * 64}, plan sha256:{2:064x}",
        "rulebook": f"sha256:{'3' * 64}",
        "attestation": f"sha256:{'2' * 64}",
        "approved by": f"'{FORMULA}",
    }


def test_each_control_is_a_row_with_since_when_it_passes_or_does_not(files: dict[str, bytes]) -> None:
    locked, logs = from_csv(files["controls.csv"])
    assert (logs["control"], logs["passes"], logs["status"]) == (LOGS, "yes", "satisfied")
    assert (logs["since"], logs["entry"]) == ("2026-11-02T10:00:00Z", "3")
    assert (locked["control"], locked["passes"], locked["status"]) == (LOCKED, "no", "not in the rulebook")
    assert (locked["since"], locked["entry"], locked["verified at"]) == ("2026-11-03T10:00:00Z", "5", "")
    assert locked["approved by"] == f"'{FORMULA}"
    assert {row["newest deploy"] for row in (locked, logs)} == {"applied, not verified"}


def test_what_passes_in_deploys_that_nobody_verified_is_not_said_to_pass(run: Path) -> None:
    (run / "begun").mkdir()
    for step in steps(2, [1, 2])[:1]:
        append(folder_store(run / "begun"), step, SIGNING)
    assert export("--ledger", "begun").exit_code == 0
    locked, logs = from_csv(unpacked(run)["controls.csv"])
    assert (locked["passes"], locked["status"], locked["since"]) == (
        "not verified",
        "satisfied",
        "2026-11-01T10:00:00Z",
    )
    assert (logs["passes"], logs["status"]) == ("no", "gap")


def test_the_workbook_has_both_tables_and_no_formula(files: dict[str, bytes]) -> None:
    for name, csv_name in (("Deploys", "deploys.csv"), ("Since when", "controls.csv")):
        headings, *rows = sheet(files["evidence.xlsx"], name)
        read = [dict(zip(headings, row, strict=True)) for row in rows]
        assert read == [{**row, "approved by": FORMULA} for row in from_csv(files[csv_name])]
    for page in openpyxl.load_workbook(BytesIO(files["evidence.xlsx"])):
        assert all(cell.data_type == "s" for row in page.iter_rows() for cell in row if cell.value is not None)


def test_the_note_says_how_far_the_ledger_was_verified(files: dict[str, bytes], run: Path) -> None:
    head = (run / "head").read_text()
    assert files["ledger.txt"].decode().splitlines()[:6] == [
        "entries: 5",
        f"head: sha256:{head}",
        "deployed to: account 111111111111",
        "ledger: ledger",
        "signed by: gate.pub.pem",
        "not known: none: each signature was checked, and the head is the one that was kept",
    ]
    assert export("--ledger", "ledger").exit_code == 0
    lines = unpacked(run)["ledger.txt"].decode().splitlines()
    assert lines[4] == "signed by: not checked"
    assert "nobody's signature was checked" in lines[5]
    assert "the newest entries were removed" in lines[5]


def test_whoever_unpacks_the_archive_can_verify_the_entries_again(files: dict[str, bytes], run: Path) -> None:
    assert {name for name in files if name.startswith("ledger/")} == {*ENTRIES}
    with ZipFile(run / "evidence.zip") as opened:
        opened.extractall(run / "unpacked")
    ledger = str(run / "unpacked" / "ledger")
    asked = ["history", "--ledger", ledger, "--key", "gate.pub.pem", HEAD, (run / "head").read_text()]
    assert CliRunner().invoke(gate, asked).exit_code == 0
    for what in ("evidence.zip", "unpacked"):
        done = verify(what)
        assert done.exit_code == 0, done.output
        assert "5 entries of a ledger, whose signatures `gate history` checks" in done.stdout


def test_every_file_is_listed_and_equal_inputs_give_equal_bytes(files: dict[str, bytes], run: Path) -> None:
    for name in files.keys() - {SUMS}:
        assert f"  {name}\n".encode() in files[SUMS]
    for name in ("deploys.csv", "controls.csv", "ledger.txt", "ledger/"):
        assert f"\n{name} ".encode() in files["README.txt"]
    assert b"In each CSV file an apostrophe stands" in files["README.txt"]
    words = ("--ledger", "ledger", "--key", "gate.pub.pem", HEAD, (run / "head").read_text())
    assert export(*words, output="again.zip").exit_code == 0
    assert (run / "again.zip").read_bytes() == (run / "evidence.zip").read_bytes()


def test_without_a_ledger_nothing_is_said_of_one(run: Path) -> None:
    assert export().exit_code == 0
    files = unpacked(run)
    assert not [name for name in files if "ledger" in name or "deploy" in name]
    assert b"ledger" not in files["README.txt"]
    assert "Deploys" not in openpyxl.load_workbook(BytesIO(files["evidence.xlsx"])).sheetnames


def test_an_empty_ledger_has_tables_without_rows(run: Path) -> None:
    (run / "none").mkdir()
    assert export("--ledger", "none").exit_code == 0
    files = unpacked(run)
    assert from_csv(files["deploys.csv"]) == from_csv(files["controls.csv"]) == []
    assert files["ledger.txt"].startswith(b"entries: 0\n")
    assert verify().exit_code == 0


def removed(run: Path) -> None:
    (run / "ledger/000002.dsse.json").unlink()


def altered(run: Path) -> None:
    path = run / "ledger/000005.dsse.json"
    path.write_bytes(path.read_bytes().replace(b'"payload": "ey', b'"payload": "ez'))


def added(run: Path) -> None:
    (run / "ledger/notes.txt").write_text("")


def linked(run: Path) -> None:
    path = run / "ledger/000005.dsse.json"
    path.rename(run / "elsewhere")
    path.symlink_to(run / "elsewhere")


@pytest.mark.parametrize("spoil", [removed, altered, added, linked])
def test_a_chain_that_does_not_hold_is_refused_with_its_faults(spoil: Callable[[Path], None], run: Path) -> None:
    spoil(run)
    done = export("--ledger", "ledger", "--key", "gate.pub.pem")
    assert (done.exit_code, done.stderr) == (1, "")
    assert 1 <= len(done.stdout.splitlines()) <= 2
    assert not (run / "evidence.zip").exists()


def test_another_key_and_another_head_refuse_as_well(run: Path) -> None:
    for words in (("--key", "other.pub.pem"), ("--key", "gate.pub.pem", HEAD, "0" * 64)):
        assert export("--ledger", "ledger", *words).exit_code == 1
        assert not (run / "evidence.zip").exists()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--key", "gate.pub.pem"], "--key, --old-key, --head: are of a ledger; name it with --ledger"),
        ([HEAD, "0" * 64], "--key, --old-key, --head: are of a ledger; name it with --ledger"),
        (["--ledger", "none"], "none: No such file or directory; name the ledger with --ledger"),
        (["--ledger", "ledger", HEAD, "x"], "--head: x: is no digest"),
        (["--ledger", "ledger", "--key", "none.pem"], "none.pem: No such file or directory"),
        (["--ledger", "ledger", "--key", "head"], "head: holds something else than public keys in PEM"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(words: list[str], reason: str, run: Path) -> None:
    done = export(*words)
    (line,) = done.stderr.splitlines()
    assert (done.exit_code, line.startswith(reason)) == (2, True), line
    assert line.endswith("nothing was written")
    assert not (run / "evidence.zip").exists()


def test_a_ledger_is_no_pretext_for_reports_of_another_run(run: Path) -> None:
    (run / "reports/report.html").write_text("<h1>open</h1>")
    assert export("--ledger", "ledger").exit_code == 2
    assert not (run / "evidence.zip").exists()


def other_row(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, "deploys.csv": files["deploys.csv"].replace(b"applied, not verified", b"verified")}


def other_status(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, "controls.csv": files["controls.csv"].replace(b",no,", b",yes,")}


def cut_off(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name != ENTRIES[-1]}


def cut_out(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name != ENTRIES[1]}


def without_note(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name != "ledger.txt"}


def without_table(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name != "controls.csv"}


def foreign(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, "ledger/opinion.txt": b"clean"}


def too_large(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, ENTRIES[2]: files[ENTRIES[2]] + b" " * LARGEST_FILE}


def exchanged(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, ENTRIES[2]: files[ENTRIES[0]]}


@pytest.mark.parametrize(
    ("forge", "line"),
    [
        (other_row, "deploys.csv: does not follow from the entries of the ledger"),
        (other_status, "controls.csv: does not follow from the entries of the ledger"),
        (cut_off, "ledger.txt: is not of the entries that are there"),
        (cut_out, f"{ENTRIES[1]}: missing, and 000003.dsse.json comes after"),
        (without_note, "ledger.txt: is missing, and entries of a ledger are there"),
        (without_table, "controls.csv: is missing"),
        (foreign, "ledger/opinion.txt: is no part of the evidence; remove it"),
        (exchanged, f"{ENTRIES[2]}: "),
        (too_large, f"{ENTRIES[2]}: is no entry: it is larger than one can be"),
    ],
)
def test_whoever_changes_what_was_deployed_is_told_even_where_the_digests_are_written_anew(
    forge: Callable[[dict[str, bytes]], dict[str, bytes]], line: str, files: dict[str, bytes]
) -> None:
    packed_anew(listed_anew(forge(files)))
    done = verify()
    assert (done.exit_code, done.stdout.startswith(line)) == (1, True), done.output


@pytest.mark.parametrize("name", ["ledger.txt", *ENTRIES, "deploys.csv", "controls.csv"])
def test_one_other_byte_is_told_by_the_name_of_the_file(name: str, files: dict[str, bytes]) -> None:
    content = files[name]
    packed_anew({**files, name: content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]})
    done = verify()
    assert done.exit_code == 1
    assert name in done.stdout


def test_only_an_entry_of_a_ledger_is_called_so() -> None:
    assert deploys.is_entry(ENTRIES[0])
    for name in ("000001.dsse.json", "ledger/000000.dsse.json", "ledger/../x", "ledger/1.dsse.json", "ledger/"):
        assert not deploys.is_entry(name)
