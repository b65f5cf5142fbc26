"""The exports say what `verdict.json` says, in the same bytes for the same evidence, and run no formula."""

import csv
import importlib
import json
import shutil
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from gate.asked.load import Request, Sentence, Shown
from gate.cli.command import gate
from gate.engines.judge import judge
from gate.exports import table, workbook
from gate.exports.rows import ASKED, HEADINGS, Row, findings, rows
from gate.model import Assessment, Finding, Outcome
from gate.reports import write as report
from gate.reports.evidence import Evidence
from gate.reports.names import EXPORTED, NAMES
from gate.waivers.load import Waiver
from gate.words import printable
from policies.core.recorded_calls import blocks, files
from policies.core.rulebook import rulebook
from policies.core.stack import Stack

openpyxl: Any = importlib.import_module("openpyxl")  # which comes without types
# Enough of them: a workbook of all takes seconds to read.
SOME = ("FRAUD_LOG_1", "FRAUD_ENCRYPTION_1", "FRAUD_IAM_7", "FRAUD_FILE_12", "FRAUD_TABLE_1", "FRAUD_ENCRYPTION_12")
MOMENT = "2026-11-25T14:03:02Z"
RETENTION = Shown("log group", "aws_cloudwatch_log_group", "retention_in_days")
ASKED_FOR = Request(
    (
        Sentence("seven-days", "Logs are kept for seven days.", ("FRAUD_LOG_1",), (RETENTION,)),
        Sentence("keys", "Keys are ours.", ("FRAUD_ENCRYPTION_1", "FRAUD_LOG_1"), beyond="Who holds them."),
    )
)


@pytest.fixture(scope="module")
def evidence(synthesized: Path) -> Evidence:
    """Of the real stack, with a waived violation, one that is not, and a secondary engine that agrees."""
    stack = Stack.load(synthesized.read_bytes(), blocks(files()))
    found = tuple(finding for finding in judge(stack, rulebook()) if finding.policy in SOME)
    place = stack.of("aws_cloudwatch_log_group")[0].place
    more = (
        Finding("policies", "FRAUD_LOG_1", place, Outcome.FAIL, "keeps logs for 14 days", "mend it", "RISK-7"),
        Finding("policies", "FRAUD_LOG_1", "=cmd|'/c calc'!A0", Outcome.FAIL, "+is wrong", "mend it"),
        found[0]._replace(source="checkov"),
    )
    waiver = Waiver("FRAUD_LOG_1", place, "payments", "RISK-7", "a migration", date(2026, 12, 1), "sha256:x")
    policies = tuple(policy for policy in rulebook() if policy.id in SOME)
    assessment = Assessment("cdk.tf.json", "sha256:" + "0" * 64, (*found, *more), stack=stack)
    declined = {"CKV_AWS_1": "no need (platform, 2026-11-01)"}
    return Evidence(MOMENT, (assessment,), policies, (waiver,), declined=declined, asked=ASKED_FOR)


@pytest.fixture(scope="module")
def verdict(evidence: Evidence) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(report.RENDERERS["verdict.json"](evidence))
    return said


@pytest.fixture(scope="module")
def folder(evidence: Evidence, tmp_path_factory: pytest.TempPathFactory) -> Path:
    reports = tmp_path_factory.mktemp("run") / "reports"
    report.write(reports, evidence)
    return reports


def exported(folder: Path, output: Path) -> Result:
    return CliRunner().invoke(gate, ["export", "--reports", str(folder), "--output", str(output)])


@pytest.fixture(scope="module")
def archive(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    output = tmp_path_factory.mktemp("out") / "evidence.zip"
    assert exported(folder, output).exit_code == 0
    return ZipFile(output)


def from_csv(text: str) -> list[tuple[str, ...]]:
    """The rows as they were before the guard."""
    read = csv.reader(StringIO(text, newline=""))
    return [tuple(cell.removeprefix("'") for cell in row) for row in read]


def sheet(content: bytes, name: str) -> list[tuple[str, ...]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return [tuple(cell or "" for cell in row) for row in book[name].iter_rows(values_only=True)]


def test_csv_and_workbook_read_back_equal_to_the_verdict(archive: ZipFile, verdict: dict[str, Any]) -> None:
    expected = [HEADINGS, *rows(verdict)]
    assert from_csv(archive.read("evidence.csv").decode()) == expected
    assert sheet(archive.read("evidence.xlsx"), "Evidence") == expected


def test_every_finding_and_every_value_of_it_has_a_row(verdict: dict[str, Any]) -> None:
    made = set(rows(verdict))
    for finding in findings(verdict):
        of = {row for row in made if (row.policy, row.resource) == (finding["policy"], finding["place"])}
        assert finding["details"] in {row.details for row in of}
        assert {(row.attribute, row.value) for row in of} >= set(finding["values"].items())
        assert finding["source"] in {engine for row in of for engine in row.engines.split(", ")}


def test_a_row_has_control_status_value_outcome_and_time(verdict: dict[str, Any]) -> None:
    (row,) = (
        row
        for row in rows(verdict)
        if (row.control, row.policy) == ("3.5.1", "FRAUD_ENCRYPTION_1")
        and row.resource == "fraud-detection/transactions-table/table"
        and row.attribute == "server_side_encryption.kms_key_arn"
    )
    assert row.value.startswith('the key "transactions"')
    assert row.address.startswith("aws_dynamodb_table.")
    assert (row.standard, row.status, row.outcome) == ("PCI DSS 4.0.1", "supported in part", "passed")
    assert row.judged_at.startswith(MOMENT)
    outcomes = {row.outcome for row in rows(verdict) if row.policy == "FRAUD_LOG_1"}
    assert outcomes == {"passed", "failed", "waived by RISK-7"}


def test_a_sentence_of_what_was_asked_stands_among_the_controls_and_on_a_sheet(
    archive: ZipFile, verdict: dict[str, Any]
) -> None:
    asked = {(row.control, row.control_title, row.status, row.policy) for row in rows(verdict) if row.standard == ASKED}
    assert asked == {
        ("seven-days", "Logs are kept for seven days.", "fails", "FRAUD_LOG_1"),
        ("keys", "Keys are ours.", "fails", "FRAUD_LOG_1"),
        ("keys", "Keys are ours.", "fails", "FRAUD_ENCRYPTION_1"),
    }
    seven, keys = sheet(archive.read("evidence.xlsx"), "Asked")[1:]
    assert seven[:3] == ("seven-days", "Logs are kept for seven days.", "fails")
    assert seven[3].endswith("log groups: 7 each")
    assert keys[4:] == ("Who holds them.", "FRAUD_ENCRYPTION_1 (satisfied), FRAUD_LOG_1 (fails)")


def test_controls_gaps_declined_checks_and_the_head_have_their_sheets(
    archive: ZipFile, verdict: dict[str, Any]
) -> None:
    content = archive.read("evidence.xlsx")
    statuses = {(row[0], row[1]): row[3] for row in sheet(content, "Controls")[1:]}
    assert statuses == {(known["standard"], known["number"]): known["status"] for known in verdict["controls"]}
    assert [row[1] for row in sheet(content, "Gaps")[1:]] == ["10.5.1"]
    assert sheet(content, "Declined")[1:] == [("CKV_AWS_1", "no need (platform, 2026-11-01)")]
    assert {tuple(row) for row in verdict["head"].items()} <= set(sheet(content, "Summary"))
    book = openpyxl.load_workbook(BytesIO(content))
    for page in book:
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref
        assert all(cell.data_type == "s" for row in page.iter_rows() for cell in row if cell.value is not None)


def row_of(text: str) -> Row:
    return Row(*[printable(text)] * len(HEADINGS))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", " =1", "'=1", "\uff1d1", "\uff20x"])
def test_no_cell_is_a_formula(text: str) -> None:
    (row,) = list(csv.reader(StringIO(table.render([row_of(text)]), newline="")))[1:]
    assert all(cell == f"'{text}" for cell in row)


@given(st.lists(st.text(), max_size=4))
def test_whatever_a_file_says_reads_back(texts: list[str]) -> None:
    made = [row_of(text) for text in texts]
    assert from_csv(table.render(made)) == [HEADINGS, *made]


def test_a_text_that_no_cell_takes_is_cut_and_says_so() -> None:
    text = workbook.fitting("x" * 40_000)
    assert len(text) == workbook.LONGEST
    assert text.endswith("(cut; evidence.csv has all of it)")


def test_the_archive_has_every_report_and_their_digests_and_the_same_bytes_again(
    archive: ZipFile, folder: Path, tmp_path: Path
) -> None:
    names = set(archive.namelist())
    assert names == {*NAMES, "evidence.csv", "evidence.xlsx", "README.txt", "SHA256SUMS"}
    for name in NAMES:
        assert archive.read(name) == (folder / name).read_bytes()
    assert exported(folder, tmp_path / "again.zip").exit_code == 0
    assert archive.filename is not None
    assert (tmp_path / "again.zip").read_bytes() == Path(archive.filename).read_bytes()


@pytest.mark.parametrize("name", report.RENDERERS)
def test_a_report_that_is_not_of_the_attested_run_is_refused(name: str, folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "reports"))
    (copy / name).write_bytes((copy / name).read_bytes() + b" ")
    result = exported(copy, tmp_path / "evidence.zip")
    (line,) = result.stderr.splitlines()
    assert (result.exit_code, f"{name}: is not the report of the attested run" in line) == (2, True)
    assert not (tmp_path / "evidence.zip").exists()


@pytest.mark.parametrize("damage", ["missing", "no JSON", "no verdict"])
def test_what_is_no_report_is_refused_in_one_line(damage: str, folder: Path, tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    if damage == "missing":
        (tmp_path / "verdict.json").unlink()
    else:
        (tmp_path / "verdict.json").write_text("{" if damage == "no JSON" else "[]")
    result = exported(tmp_path, tmp_path / "evidence.zip")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "verdict.json" in result.stderr


def test_a_run_takes_back_the_archive_of_the_one_before(folder: Path, tmp_path: Path) -> None:
    (tmp_path / EXPORTED).write_bytes(b"old")
    report.begin(tmp_path, MOMENT)
    assert not (tmp_path / EXPORTED).exists()
