"""The gate on real files: what is granted and never called closes it, and what is called and not granted."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gate.assess import assess
from gate.cli.command import gate
from gate.criteria import read_criteria
from gate.model import Assessment, Outcome, Verdict
from gate.moment import day, now
from policies.core import recorded_calls as recorded

POLICY = "FRAUD_IAM_20"
NOTHING = json.dumps({"source": recorded.source_digest({}), "calls": []})
Edit = Callable[[dict[str, Any]], None]


def assessed(file: Path) -> Assessment:
    return assess(file, read_criteria(), name="the file", today=day(now()))


def details(assessment: Assessment, policy: str = POLICY) -> list[str]:
    """What our own engine says of a policy that does not pass."""
    found = [each for each in assessment.findings if each.outcome is not Outcome.PASS and each.policy == policy]
    return [each.details for each in found if each.source == "policies"]


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project's records, which the gate reads instead."""
    for file, data in recorded.files().items():
        path = tmp_path / file
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    monkeypatch.setattr(recorded, "LAMBDAS", tmp_path / "lambdas")
    return tmp_path / "lambdas"


def with_statements(synthesized: Path, folder: Path, role: str, edit: Callable[[list[dict[str, Any]]], None]) -> Path:
    """A copy of the file in which the statements of a function's role are edited."""
    file = json.loads(synthesized.read_text())
    (policy,) = (
        each
        for each in file["resource"]["aws_iam_role_policy"].values()
        if f"/{role}/" in each["//"]["metadata"]["path"]
    )
    document = json.loads(policy["policy"])
    edit(document["Statement"])
    policy["policy"] = json.dumps(document)
    copy = folder / "copy.json"
    copy.write_text(json.dumps(file))
    return copy


def test_deleting_from_the_table_which_the_analyzer_never_does_closes_the_gate_as_too_much(
    synthesized: Path, tmp_path: Path
) -> None:
    tables = json.loads(synthesized.read_text())["resource"]["aws_dynamodb_table"]
    (table,) = (name for name, values in tables.items() if values["name"] == "transactions")
    grant = {"Effect": "Allow", "Action": ["dynamodb:DeleteItem"], "Resource": [f"${{aws_dynamodb_table.{table}.arn}}"]}
    file = with_statements(synthesized, tmp_path, "fraud-analyzer", lambda statements: statements.append(grant))
    assessment = assessed(file)
    assert assessment.verdict is Verdict.CLOSED
    assert details(assessment) == ["grants too much: dynamodb:DeleteItem on table transactions, which nothing needs"]


@pytest.mark.parametrize(
    ("role", "action", "where"),
    [
        ("fraud-analyzer", "ssm:GetParameters", "parameter /fraud-detection/ml-model-endpoint"),
        ("notification-sender", "sns:Publish", "topic fraud-alerts"),
    ],
)
def test_without_a_grant_that_is_called_for_the_gate_closes_as_too_little(
    role: str, action: str, where: str, synthesized: Path, tmp_path: Path
) -> None:
    def drop(statements: list[dict[str, Any]]) -> None:
        statements[:] = [each for each in statements if action not in each["Action"]]

    assessment = assessed(with_statements(synthesized, tmp_path, role, drop))
    assert assessment.verdict is Verdict.CLOSED
    assert details(assessment) == [f"grants too little: {action} on {where}, which its role needs"]


def test_what_the_code_no_longer_calls_closes_the_gate_though_the_stack_is_the_same(
    synthesized: Path, tmp_path: Path, records: Path
) -> None:
    (records / "fraud_analyzer" / "calls.json").write_text(NOTHING)
    assessment = assessed(synthesized)
    assert assessment.verdict is Verdict.CLOSED
    assert details(assessment) == [
        "grants too much: kms:Decrypt on key configuration for parameter /fraud-detection/ml-model-endpoint, "
        "which nothing needs",
        "grants too much: ssm:GetParameters on parameter /fraud-detection/ml-model-endpoint, which nothing needs",
    ]


def test_a_function_whose_calls_nobody_recorded_closes_the_gate(
    synthesized: Path, tmp_path: Path, records: Path
) -> None:
    (records / "fraud_analyzer" / "calls.json").unlink()
    assessment = assessed(synthesized)
    assert assessment.verdict is Verdict.CLOSED
    assert details(assessment) == ["the record of the function's calls is missing: lambdas/fraud_analyzer/calls.json"]


def test_a_record_of_no_function_closes_the_gate(synthesized: Path, tmp_path: Path, records: Path) -> None:
    (records / "no_such_function").mkdir()
    (records / "no_such_function" / "calls.json").write_text(NOTHING)
    assessment = assessed(synthesized)
    assert assessment.verdict is Verdict.CLOSED
    assert details(assessment, "FRAUD_IAM_23") == [
        "records the calls of no-such-function, which is no function of this stack"
    ]


def test_a_record_that_cannot_be_read_could_not_be_judged(synthesized: Path, tmp_path: Path, records: Path) -> None:
    (records / "fraud_analyzer" / "calls.json").write_text("{}")
    assessment = assessed(synthesized)
    assert assessment.verdict is Verdict.ERROR
    (finding,) = assessment.findings
    assert (finding.policy, finding.place) == ("BROKEN_RECORD", "lambdas/fraud_analyzer/calls.json")
    assert "make calls" in finding.remedy


def test_the_verdict_names_the_digests_of_the_records_that_were_judged(
    synthesized: Path, tmp_path: Path, records: Path
) -> None:
    command = ["check", str(synthesized), "--reports", str(tmp_path / "reports")]
    assert CliRunner().invoke(gate, command).exit_code == 0
    (file,) = json.loads((tmp_path / "reports" / "verdict.json").read_text())["files"]
    assert file["beside"].keys() == {path.relative_to(tmp_path).as_posix() for path in records.glob("*/calls.json")}
    assert all(digest in (tmp_path / "reports" / "report.md").read_text() for digest in file["beside"].values())
    kept = records / "fraud_analyzer" / "calls.json"
    kept.write_text(kept.read_text() + "\n")
    after = assessed(synthesized).beside
    assert {name for name in after if after[name] != file["beside"][name]} == {"lambdas/fraud_analyzer/calls.json"}
