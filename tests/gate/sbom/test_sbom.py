"""The bills of materials are complete, valid, bound to what was attested, and the same each time."""

import json
import shutil
import subprocess
from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from gate.cli import sbom
from gate.cli.command import gate
from gate.model import Verdict
from gate.provenance.attestation import Statement
from gate.provenance.attested import Attested
from gate.provenance.digests import content, digests
from gate.provenance.tree_state import TreeState
from gate.reports.names import ATTESTATION, SBOM_OF_BUNDLES, SBOM_OF_TOOLS
from gate.reports.write import begin
from gate.sbom.bundles import imported
from gate.sbom.lock import packages
from gate.sbom.run import LOCK
from gate.words import KINDS

ROOT = Path(__file__).resolve().parents[3]
TIME = "2026-11-28T05:00:00Z"
BILLS = (SBOM_OF_BUNDLES, SBOM_OF_TOOLS)
Bill = dict[str, Any]


class Run:
    """A folder that was judged, with its lock and its reports."""

    def __init__(self, folder: Path, synthesized: Path) -> None:
        self.output = shutil.copytree(synthesized.parents[2], folder / "cdktf.out")
        self.lock = Path(shutil.copy(ROOT / LOCK, folder))
        self.reports = folder / "reports"
        self.reports.mkdir()
        inputs = {LOCK: content(self.lock)}
        tools = {"python": "3.11.7", "fraud-detection": "0.1.0", "checkov": "1", "cdktf": "1", "pytest": "1"}
        attested = Attested(digests(self.output), inputs, tools, TreeState("c" * 40, {}))
        self.statement = Statement(attested, TIME, Verdict.OPEN, {**dict.fromkeys(KINDS, 0), KINDS[0]: 1})
        self.attest(self.statement)

    def attest(self, statement: Statement) -> None:
        (self.reports / ATTESTATION).write_text(statement.text())

    def sbom(self) -> Result:
        return CliRunner().invoke(gate, ["sbom", "--reports", str(self.reports)])

    def bill(self, name: str) -> Bill:
        return dict(json.loads((self.reports / name).read_text()))


@pytest.fixture
def run(tmp_path: Path, synthesized: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(sbom, "ROOT", tmp_path)
    monkeypatch.setattr(sbom, "OUTPUT", tmp_path / "cdktf.out")
    return Run(tmp_path, synthesized)


@pytest.fixture
def bills(run: Run) -> dict[str, Bill]:
    done = run.sbom()
    assert done.exit_code == 0, done.output
    return {name: run.bill(name) for name in BILLS}


def by_name(bill: Bill) -> dict[str, Bill]:
    return {component["name"]: component for component in bill["components"]}


def sha256(component: Bill) -> str:
    (found,) = component["hashes"]
    assert found["alg"] == "SHA-256"
    return str(found["content"])


def needs(bill: Bill, reference: str) -> list[str]:
    (found,) = (each.get("dependsOn", []) for each in bill["dependencies"] if each["ref"] == reference)
    return list(found)


@pytest.mark.parametrize("name", BILLS)
def test_a_bill_is_valid_by_the_schema_of_cyclonedx(name: str, run: Run, bills: dict[str, Bill]) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert bills[name]["specVersion"] == "1.6"
    # Its message holds the whole schema.
    assert not validator.validate_str((run.reports / name).read_text()), "is not valid"
    bills[name]["components"][0]["hashes"] = [{"alg": "SHA-256", "content": "no digest"}]
    assert validator.validate_str(json.dumps(bills[name]))


def test_all_that_is_deployed_is_a_component_with_the_digest_that_was_attested(
    run: Run, bills: dict[str, Bill]
) -> None:
    components = bills[SBOM_OF_BUNDLES]["components"]
    assert {each["bom-ref"]: sha256(each) for each in components if "hashes" in each} == run.statement.attested.subjects


def test_each_function_is_a_bundle_with_its_files_and_the_digest_that_lambda_is_given(
    run: Run, bills: dict[str, Bill], stack: Bill
) -> None:
    components = by_name(bills[SBOM_OF_BUNDLES])
    functions = stack["resource"]["aws_lambda_function"].values()
    assert len(functions) == 4
    for function in functions:
        bundle = components[function["function_name"]]
        assert sha256(bundle) == b64decode(function["source_code_hash"]).hex()
        with ZipFile(run.output / bundle["bom-ref"]) as archive:
            assert by_name(bundle).keys() == {*archive.namelist()}


def test_a_file_of_a_bundle_is_a_source_of_ours(bills: dict[str, Bill]) -> None:
    for bundle in bills[SBOM_OF_BUNDLES]["components"]:
        for file in bundle.get("components", ()):
            source = "lambdas" / Path(file["name"].removeprefix("lambdas/"))
            assert sha256(file) == content(ROOT / source), file["bom-ref"]


def test_a_bundle_needs_its_runtime_and_boto3_of_that_runtime_and_nothing_else(bills: dict[str, Bill]) -> None:
    bill = bills[SBOM_OF_BUNDLES]
    bundles = [each["bom-ref"] for each in bill["components"] if each["bom-ref"].endswith(".zip")]
    allowed = {"runtime/python3.11", "imported/boto3", "imported/botocore"}
    assert {needed for bundle in bundles for needed in needs(bill, bundle)} == allowed
    assert not any("version" in each for each in bill["components"])
    assert "comes with the runtime" in by_name(bill)["boto3"]["description"]


def test_an_import_that_is_not_packed_is_named() -> None:
    source = "import os.path, requests\nfrom numpy import array\nfrom shared import dates\nfrom . import other\n"
    members = {"handler.py": {"source": source}, "shared/dates.py": {"source": ""}, "rules.json": {}}
    assert imported(members) == {"requests", "numpy"}


def test_every_package_of_the_lock_is_a_component_with_its_hashes(run: Run, bills: dict[str, Bill]) -> None:
    locked = {f"pkg:pypi/{each.name}@{each.version}": {*each.digests} for each in packages(run.lock.read_text())}
    listed = {}
    for component in bills[SBOM_OF_TOOLS]["components"]:
        (files,) = component["externalReferences"]
        assert component["purl"] == component["bom-ref"] == f"pkg:pypi/{component['name']}@{component['version']}"
        listed[component["purl"]] = {found["content"] for found in files["hashes"]}
    assert listed == locked


def test_who_needs_a_package_stands_in_the_bill(bills: dict[str, Bill]) -> None:
    bill = bills[SBOM_OF_TOOLS]
    versions = {name: component["bom-ref"] for name, component in by_name(bill).items()}
    own = needs(bill, "fraud-detection")
    assert versions["checkov"] in own
    assert versions["boto3"] in own
    assert versions["s3transfer"] not in own
    assert versions["s3transfer"] in needs(bill, versions["boto3"])
    assert by_name(bill)["numpy"]["properties"][0]["name"] == "fraud-detection:marker"


def test_a_bill_says_which_run_it_is_of(bills: dict[str, Bill]) -> None:
    for bill in bills.values():
        about = {each["name"]: each["value"] for each in bill["metadata"]["component"]["properties"]}
        assert about["fraud-detection:commit"] == "c" * 40
        assert about["fraud-detection:verdict"] == "open"
        assert bill["metadata"]["timestamp"] == "2026-11-28T05:00:00+00:00"
    assert len({bill["serialNumber"] for bill in bills.values()}) == len(BILLS)


def test_equal_bytes_and_an_equal_time_give_equal_bills(run: Run) -> None:
    written = []
    for statement in (run.statement, run.statement, replace(run.statement, time="2026-11-29T05:00:00Z")):
        run.attest(statement)
        assert run.sbom().exit_code == 0
        written.append([(run.reports / name).read_bytes() for name in BILLS])
    assert written[0] == written[1]
    assert not {*written[0]} & {*written[2]}


def closed(run: Run) -> None:
    counts = {**run.statement.counts, "fail": 1}
    run.attest(replace(run.statement, verdict=Verdict.CLOSED, counts=counts))


def changed(run: Run) -> None:
    (run.output / "stacks/fraud-detection/assets/fraud-analyzer.zip").write_bytes(b"another")


def added(run: Run) -> None:
    (run.output / "stacks/fraud-detection/assets/more.zip").write_bytes(b"more")


def missing(run: Run) -> None:
    (run.output / "manifest.json").unlink()


def gone(run: Run) -> None:
    shutil.rmtree(run.output)


def relocked(run: Run) -> None:
    run.lock.write_text(run.lock.read_text() + "more==1.0\n")


def unlocked(run: Run) -> None:
    run.lock.write_text("click\n")
    attested = replace(run.statement.attested, inputs={LOCK: content(run.lock)})
    run.attest(replace(run.statement, attested=attested))


def unattested(run: Run) -> None:
    (run.reports / ATTESTATION).unlink()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (closed, "the gate was not open"),
        (changed, "cdktf.out/stacks/fraud-detection/assets/fraud-analyzer.zip: is not what was judged"),
        (added, "cdktf.out/stacks/fraud-detection/assets/more.zip: is not what was judged"),
        (missing, "cdktf.out/manifest.json: is not what was judged"),
        (gone, "cdktf.out: cannot be read"),
        (relocked, "requirements.lock: is not the one of the attested run"),
        (unlocked, "requirements.lock: line 1: is no pinned package"),
        (unattested, "attestation.json: No such file or directory"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_of_what_was_not_judged_as_it_is_there_is_no_bill(spoil: Any, words: str, run: Run) -> None:
    spoil(run)
    done = run.sbom()
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert words in line
    assert line.endswith("nothing was written")
    assert not [name for name in BILLS if (run.reports / name).exists()]


def test_the_next_run_of_the_gate_removes_the_bills(run: Run, bills: dict[str, Bill]) -> None:
    assert bills
    begin(run.reports, TIME)
    assert not [name for name in BILLS if (run.reports / name).exists()]


def test_make_judges_before_it_writes_bills() -> None:
    listed = subprocess.run(["make", "--dry-run", "sbom"], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [line for line in listed.stdout.splitlines() if line.startswith(".venv/bin/gate")]
    assert lines == [".venv/bin/gate", ".venv/bin/gate sbom"]
