"""What a run tells: in its reports, and in the summary of a job."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from gate import run
from gate.cli.command import gate
from gate.criteria import Criteria
from gate.model import Assessment, Finding, Outcome
from gate.reports import write as report
from gate.reports.evidence import Evidence
from gate.reports.names import NAMES, SIGNED

JUDGED = (
    Assessment(
        "cdk.tf.json",
        "sha256:0",
        (
            Finding("policies", "FRAUD_X_1", "a|b", Outcome.FAIL, "is `wrong`", "fix it"),
            Finding("pytest", "PYTEST_test_wiring.py::test_each_topic_is_heard", "the whole stack", Outcome.PASS),
        ),
    ),
)
DATE = "2026-11-25"


def test_a_summary_is_appended_to_what_stands_there(tmp_path: Path) -> None:
    file = tmp_path / "summary"
    file.write_text("before\n")
    report.summarize(file, Evidence(DATE, JUDGED, ()))
    before, headline, *rest = file.read_text(encoding="utf-8").splitlines()
    assert (before, headline) == ("before", "# The gate is closed")
    assert "| `a\\|b` | is 'wrong' | fix it | FRAUD_X_1 |" in rest


@pytest.mark.parametrize("writable", [True, False])
def test_the_gate_writes_the_summary_of_a_job_and_its_verdict_stands_without(
    writable: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_assessed", lambda *_, **__: (JUDGED, Criteria()))
    file = tmp_path / "summary" if writable else tmp_path / "no folder" / "summary"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    result = CliRunner().invoke(gate, ["check", "x.json", "--reports", str(tmp_path / "reports")])
    assert result.exit_code == 1
    assert file.exists() is writable
    assert len(result.stderr.splitlines()) == (not writable)


def test_a_run_takes_back_what_was_signed_before_it(tmp_path: Path) -> None:
    (tmp_path / SIGNED).write_text("signed")
    report.begin(tmp_path, DATE)
    assert {path.name for path in tmp_path.iterdir()} == set(NAMES)
