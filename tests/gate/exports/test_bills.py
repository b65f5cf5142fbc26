"""The bills of materials go with the evidence where they are there, and only those of the attested run."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from gate.cli import sbom
from gate.cli.command import gate
from gate.exports.archive import archive
from gate.exports.bundle import SUMS
from gate.model import Assessment, Finding, Outcome
from gate.provenance.attestation import Statement, read
from gate.provenance.attested import of_output
from gate.reports.evidence import Evidence
from gate.reports.names import ATTESTATION, BILLS, SBOM_OF_BUNDLES, SBOM_OF_TOOLS
from gate.reports.write import write
from gate.sbom.misfits import misfits

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


@pytest.fixture(scope="module")
def statement(made: Path) -> Statement:
    return read((made / "reports" / ATTESTATION).read_text())


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
        (run / "reports" / name).write_text(json.dumps(bill, indent=2) + "\n")

    return spoil


def bundle(bill: Any) -> Any:
    return next(known for known in bill["components"] if "components" in known)


def needs(bill: Any, start: str) -> Any:
    return next(known for known in bill["dependencies"] if known["ref"].startswith(start) and known.get("dependsOn"))


LOG4J = {"type": "library", "name": "log4j", "bom-ref": "x", "version": "1"}
OF_BUNDLES: list[Callable[[Any], object]] = [
    lambda bill: bill["components"][0].update(hashes=[]),
    lambda bill: bill["components"][0]["hashes"][0].update(content="0" * 64),
    lambda bill: bill["components"].append(bill["components"][0]),
    lambda bill: bill["components"].append(LOG4J),
    lambda bill: bundle(bill)["properties"][0].update(value="packed by a ministry"),
    lambda bill: bundle(bill).update(name="another"),
    lambda bill: bundle(bill).update(licenses=[{"license": {"name": "free"}}]),
    lambda bill: bundle(bill).pop("components"),
    lambda bill: bundle(bill)["components"][0]["hashes"][0].update(content="no digest"),
    lambda bill: bundle(bill)["components"][0].update(description="harmless"),
    lambda bill: bill["components"][-1].update(description="is safe"),
    lambda bill: needs(bill, "stacks/")["dependsOn"].append("imported/no name"),
    lambda bill: needs(bill, "stacks/")["dependsOn"].append("runtime/python2.7"),
    lambda bill: bill["dependencies"].append({"ref": "x"}),
    lambda bill: bill.update(annotations=[]),
]
OF_TOOLS: list[Callable[[Any], object]] = [
    lambda bill: bill["metadata"].update(timestamp="2026-11-26T14:03:02+00:00"),
    lambda bill: bill["metadata"]["component"]["properties"][0].update(value="other"),
    lambda bill: bill["components"][0].update(version="0.0.1"),
    lambda bill: bill["components"].pop(),
    lambda bill: bill["components"].append(LOG4J),
    lambda bill: bill["components"][0]["externalReferences"][0]["hashes"][0].update(content="0" * 64),
    lambda bill: bill["components"][0]["externalReferences"][0].update(comment="all of them are safe"),
    lambda bill: needs(bill, "pkg:")["dependsOn"].pop(),
    lambda bill: needs(bill, "fraud-detection")["dependsOn"].pop(),
    lambda bill: bill.update(annotations=[]),
]
SPOILED = [
    *((of_another_run(name), name, "is no bill of materials of the attested run") for name in BILLS),
    *((without(name), name, "is missing, and") for name in BILLS),
    (swapped, SBOM_OF_BUNDLES, "is no bill of materials of the attested run"),
    *((no_bill(text), SBOM_OF_TOOLS, "is no bill of materials") for text in ("", "{}", "[]", "[" * 9_999, "1")),
    *(
        (edited(name, edit), name, "is no bill of materials of the attested run")
        for name, edits in ((SBOM_OF_BUNDLES, OF_BUNDLES), (SBOM_OF_TOOLS, OF_TOOLS))
        for edit in edits
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


@settings(max_examples=20)
@given(st.data())
def test_no_other_value_anywhere_in_a_bill_is_taken_for_the_runs(
    made: Path, statement: Statement, data: st.DataObject
) -> None:
    """But what is in a bundle, which no attestation names, as a digest for a digest."""
    held = {name: (made / "reports" / name).read_bytes() for name in BILLS}
    name = data.draw(st.sampled_from(BILLS))
    bill = json.loads(held[name])
    places = [place for place in leaves(bill) if "components" not in place[2:]]
    *way, last = data.draw(st.sampled_from(places))
    part = bill
    for step in way:
        part = part[step]
    part[last] = data.draw(st.one_of(st.none(), st.text(), st.just("f" * 64)).filter(lambda value: value != part[last]))
    spoiled = {**held, name: (json.dumps(bill, indent=2, sort_keys=True) + "\n").encode()}
    assert [*misfits(spoiled, statement)], (way, last)


def leaves(tree: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        yield from leaves(value, (*place, key)) if isinstance(value, dict | list) else [(*place, key)]


def test_the_bills_of_the_run_are_those_that_are_made_once_more(made: Path, statement: Statement) -> None:
    assert not [*misfits({name: (made / "reports" / name).read_bytes() for name in BILLS}, statement)]
