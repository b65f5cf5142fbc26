"""The bills of materials go with the evidence where they are there, and only those of the attested run."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from gate.cli import sbom
from gate.cli.command import gate
from gate.exports.archive import archive
from gate.exports.bundle import SUMS
from gate.model import Assessment, Finding, Outcome
from gate.provenance.attested import of_output
from gate.reports.evidence import Evidence
from gate.reports.names import BILLS, SBOM_OF_BUNDLES, SBOM_OF_TOOLS
from gate.reports.write import write

MOMENT = "2026-11-25T14:03:02Z"
Spoil = Callable[[Path], object]


def judged(folder: Path, output: Path, moment: str = MOMENT) -> None:
    """Reports of a run, with its bills of materials."""
    found = (Assessment("cdk.tf.json", "", (Finding("policies", "FRAUD_LOG_1", "p", Outcome.PASS),)),)
    write(folder, Evidence(moment, found, (), (), of_output(output)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sbom, "OUTPUT", output)
        done = CliRunner().invoke(gate, ["sbom", "--reports", str(folder)])
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="module")
def made(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run's folder of reports, the bills of another run, and the archive of the first."""
    folder = tmp_path_factory.mktemp("run")
    judged(folder / "reports", synthesized.parents[2])
    judged(folder / "later", synthesized.parents[2], "2026-11-26T14:03:02Z")
    assert export(folder).exit_code == 0
    return folder


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Path:
    """A copy that nobody else uses."""
    return Path(shutil.copytree(made, tmp_path / "run"))


def export(run: Path, output: str = "evidence.zip") -> Result:
    return CliRunner().invoke(gate, ["export", "--reports", str(run / "reports"), "--output", str(run / output)])


def verify(run: Path, what: str = "evidence.zip") -> Result:
    return CliRunner().invoke(gate, ["verify", "--reports", str(run / what)])


@pytest.fixture
def files(run: Path) -> dict[str, bytes]:
    with ZipFile(run / "evidence.zip") as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed_anew(run: Path, files: Mapping[str, bytes]) -> None:
    (run / "evidence.zip").write_bytes(archive(files))


def test_both_bills_are_packed_listed_and_verified(run: Path, files: dict[str, bytes]) -> None:
    for name in BILLS:
        assert files[name] == (run / "reports" / name).read_bytes()
        assert f"  {name}\n".encode() in files[SUMS]
        assert f"\n{name} ".encode() in files["README.txt"]
    for what in ("evidence.zip", "reports"):
        assert verify(run, what).exit_code == 0
    assert export(run, "again.zip").exit_code == 0
    assert (run / "again.zip").read_bytes() == (run / "evidence.zip").read_bytes()


def test_an_archive_without_bills_says_nothing_of_them(run: Path) -> None:
    for name in BILLS:
        (run / "reports" / name).unlink()
    assert export(run).exit_code == 0
    with ZipFile(run / "evidence.zip") as opened:
        assert not {*BILLS} & {*opened.namelist()}
        assert b"cdx" not in opened.read("README.txt")
    assert verify(run).exit_code == 0


def of_another_run(name: str) -> Spoil:
    return lambda run: shutil.copy(run / "later" / name, run / "reports" / name)


def without(name: str) -> Spoil:
    return lambda run: (run / "reports" / name).unlink()


def swapped(run: Path) -> None:
    shutil.copy(run / "reports" / SBOM_OF_TOOLS, run / "reports" / SBOM_OF_BUNDLES)


def no_bill(text: str) -> Spoil:
    return lambda run: (run / "reports" / SBOM_OF_TOOLS).write_text(text)


def edited(name: str, edit: Callable[[Any], object]) -> Spoil:
    def spoil(run: Path) -> None:
        bill = json.loads((run / "reports" / name).read_text())
        edit(bill)
        (run / "reports" / name).write_text(json.dumps(bill))

    return spoil


SPOILED = [
    *((of_another_run(name), name, "is no bill of materials of the attested run") for name in BILLS),
    *((without(name), name, "is missing, and") for name in BILLS),
    (swapped, SBOM_OF_BUNDLES, "is no bill of materials of the attested run"),
    *((no_bill(text), SBOM_OF_TOOLS, "is no bill of materials") for text in ("", "{}", "[]", "[" * 9_999, "1")),
    *(
        (edited(name, edit), name, "is no bill of materials of the attested run")
        for name, edit in (
            (SBOM_OF_BUNDLES, lambda bill: bill["components"][0].update(hashes=[])),
            (SBOM_OF_BUNDLES, lambda bill: bill["components"][0]["hashes"][0].update(content="0" * 64)),
            (SBOM_OF_BUNDLES, lambda bill: bill["components"].append(bill["components"][0])),
            (SBOM_OF_TOOLS, lambda bill: bill["metadata"].update(timestamp="2026-11-26T14:03:02+00:00")),
            (SBOM_OF_TOOLS, lambda bill: bill["metadata"]["component"]["properties"][0].update(value="other")),
        )
    ),
]


@pytest.mark.parametrize(("spoil", "name", "reason"), SPOILED)
def test_a_bill_that_is_not_of_the_run_refuses_the_export_in_one_line(
    spoil: Spoil, name: str, reason: str, run: Path
) -> None:
    spoil(run)
    done = export(run, "other.zip")
    (line,) = done.stderr.splitlines()
    assert (done.exit_code, f"{name}: {reason}" in line) == (2, True), line
    assert line.endswith("make both again with `gate sbom`; nothing was written")
    assert not (run / "other.zip").exists()
    found = verify(run, "reports")
    assert (found.exit_code, found.stdout.startswith(f"{name}: {reason}")) == (1, True)


@pytest.mark.parametrize("name", BILLS)
def test_a_bill_that_is_a_link_is_refused(name: str, run: Path) -> None:
    for target in (run / "later" / name, run / "nothing"):
        (run / "reports" / name).unlink()
        (run / "reports" / name).symlink_to(target)
        done = export(run, "other.zip")
        (line,) = done.stderr.splitlines()
        assert (done.exit_code, f"{name}: is no regular file" in line) == (2, True), line
        assert not (run / "other.zip").exists()


@pytest.mark.parametrize("name", BILLS)
def test_a_bill_that_was_changed_or_removed_in_the_archive_is_told_by_its_name(
    name: str, run: Path, files: dict[str, bytes]
) -> None:
    other = files[name].replace(b"pypi/click", b"pypi/clack") + b"\n"
    for changed in ({**files, name: other}, {known: files[known] for known in files if known != name}):
        packed_anew(run, changed)
        found = verify(run)
        assert found.exit_code == 1
        assert found.stdout.startswith(f"{name}: is ")
        assert len(found.stdout.splitlines()) == 1


def test_an_archive_without_both_of_its_bills_is_not_verified(run: Path, files: dict[str, bytes]) -> None:
    packed_anew(run, {name: content for name, content in files.items() if name not in BILLS})
    assert verify(run).exit_code == 1
