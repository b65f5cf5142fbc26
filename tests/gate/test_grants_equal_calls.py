"""The gate on real files: what is granted and never called closes it, and what is called and not granted."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gate.cli.command import gate
from policies.core import recorded_calls as recorded

POLICY = "FRAUD_IAM_20"
Edit = Callable[[dict[str, Any]], None]


def verdict(file: Path, reports: Path) -> tuple[int, dict[str, Any]]:
    """The exit status of `gate check FILE`, and the report that it wrote."""
    status = CliRunner().invoke(gate, ["check", str(file), "--reports", str(reports)]).exit_code
    return status, json.loads((reports / "verdict.json").read_text())


def details(report: dict[str, Any], policy: str = POLICY, source: str = "policies") -> list[str]:
    """What one engine says of a policy that does not pass."""
    found = [each for each in report["findings"] if each["outcome"] != "pass" and each["policy"] == policy]
    return [each["details"] for each in found if each["source"] == source]


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
    (table,) = json.loads(synthesized.read_text())["resource"]["aws_dynamodb_table"]
    grant = {"Effect": "Allow", "Action": ["dynamodb:DeleteItem"], "Resource": [f"${{aws_dynamodb_table.{table}.arn}}"]}
    file = with_statements(synthesized, tmp_path, "fraud-analyzer", lambda statements: statements.append(grant))
    status, report = verdict(file, tmp_path)
    assert status == 1
    assert details(report) == ["grants too much: dynamodb:DeleteItem on table transactions, which nothing needs"]


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

    status, report = verdict(with_statements(synthesized, tmp_path, role, drop), tmp_path)
    assert status == 1
    assert details(report) == [f"grants too little: {action} on {where}, which its role needs"]


def test_what_the_code_no_longer_calls_closes_the_gate_though_the_stack_is_the_same(
    synthesized: Path, tmp_path: Path, records: Path
) -> None:
    (records / "fraud_analyzer" / "calls.json").write_text("[]\n")
    status, report = verdict(synthesized, tmp_path)
    assert status == 1
    assert details(report) == [
        "grants too much: kms:Decrypt on key configuration for parameter /fraud-detection/ml-model-endpoint, "
        "which nothing needs",
        "grants too much: ssm:GetParameters on parameter /fraud-detection/ml-model-endpoint, which nothing needs",
    ]


def test_a_function_whose_calls_nobody_recorded_closes_the_gate(
    synthesized: Path, tmp_path: Path, records: Path
) -> None:
    (records / "fraud_analyzer" / "calls.json").unlink()
    status, report = verdict(synthesized, tmp_path)
    assert status == 1
    assert details(report) == ["the record of the function's calls is missing: lambdas/fraud_analyzer/calls.json"]


def test_a_record_of_no_function_closes_the_gate(synthesized: Path, tmp_path: Path, records: Path) -> None:
    (records / "card_freezer").mkdir()
    (records / "card_freezer" / "calls.json").write_text("[]\n")
    status, report = verdict(synthesized, tmp_path)
    assert status == 1
    assert details(report, "FRAUD_IAM_23") == ["records the calls of card-freezer, which is no function of this stack"]


def test_a_record_that_cannot_be_read_could_not_be_judged(synthesized: Path, tmp_path: Path, records: Path) -> None:
    (records / "fraud_analyzer" / "calls.json").write_text("{}")
    status, report = verdict(synthesized, tmp_path)
    assert status == 2
    (finding,) = report["findings"]
    assert (finding["policy"], finding["place"]) == ("BROKEN_RECORD", "lambdas/fraud_analyzer/calls.json")
    assert "make calls" in finding["remedy"]


def test_the_verdict_names_the_digests_of_the_records_that_were_judged(
    synthesized: Path, tmp_path: Path, records: Path
) -> None:
    def beside() -> dict[str, str]:
        _, report = verdict(synthesized, tmp_path)
        (file,) = report["files"]
        assert all(digest in (tmp_path / "report.md").read_text() for digest in file["beside"].values())
        return dict(file["beside"])

    before = beside()
    assert sorted(before) == [
        f"lambdas/{each}/calls.json" for each in ("fraud_analyzer", "notification_sender", "transaction_validator")
    ]
    kept = records / "fraud_analyzer" / "calls.json"
    kept.write_text(kept.read_text() + "\n")
    after = beside()
    assert {file for file in after if after[file] != before[file]} == {"lambdas/fraud_analyzer/calls.json"}
