"""`gate check`: each file is judged on its own, what is no file could not be judged, and the end has a status."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gate.cli.command import gate
from gate.cli.options import REPORTS
from gate.cli.result import ORDER

README = Path(__file__).resolve().parents[3] / "README.md"
THEIRS = "/tmp/broken.json"  # noqa: S108 - where the README puts it


class Answer:
    """What one `gate check FILE... --json` answered."""

    def __init__(self, *files: Path, reports: Path) -> None:
        arguments = ["check", *map(str, files), "--json", "--reports", str(reports)]
        result = CliRunner().invoke(gate, arguments)
        self.status = result.exit_code
        self.files: list[dict[str, Any]] = json.loads(result.stdout)
        self.report = json.loads((reports / "verdict.json").read_text())

    @property
    def findings(self) -> Iterator[dict[str, str]]:
        return (each for file in self.files for each in file["findings"] if each["outcome"] != "pass")

    @property
    def policies(self) -> set[str]:
        return {each["policy"] for each in self.findings}

    @property
    def words(self) -> str:
        return "\n".join(f"{each['place']}: {each['details']}; {each['remedy']}" for each in self.findings)


@pytest.fixture
def closed(synthesized: Path, tmp_path: Path) -> Path:
    """The real file, with nine instead of ten executions, of a function whose path could trouble a terminal."""
    file: dict[str, Any] = json.loads(synthesized.read_text())
    functions = file["resource"]["aws_lambda_function"].values()
    (function,) = [each for each in functions if each["function_name"] == "fraud-analyzer"]
    function["reserved_concurrent_executions"] = 9
    function["//"]["metadata"]["path"] = "evil\x1b[2J\npath"
    path = tmp_path / "closed.json"
    path.write_text(json.dumps(file))
    return path


def test_each_file_is_judged_on_its_own(synthesized: Path, closed: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.json"
    answer = Answer(synthesized, closed, missing, reports=tmp_path / "reports")
    assert [each["verdict"] for each in answer.files] == ["open", "closed", "error"]
    assert [each["file"] for each in answer.files] == [str(synthesized), str(closed), str(missing)]
    assert (answer.status, answer.report["verdict"]) == (2, "error")


def test_a_queue_behind_a_second_resource_key_is_not_judged_away(synthesized: Path, tmp_path: Path) -> None:
    text = synthesized.read_text()
    hiding = tmp_path / "cdk.tf.json"
    hidden = json.dumps({"aws_sqs_queue": {"hidden": {"name": "hidden"}}})
    hiding.write_text(text.replace("{", f'{{"resource": {hidden},', 1))
    answer = Answer(hiding, reports=tmp_path / "reports")
    assert (answer.status, answer.report["verdict"]) == (2, "error")
    assert "'resource' stands twice" in answer.words


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        b'{"resource": 1}',
        b'{"resource": {}, "x": {}}',
        None,
    ],
    ids=repr,
)
def test_bad_input_could_not_be_judged(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "cdk.tf.json"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    answer = Answer(path, reports=tmp_path / "reports")
    assert (answer.status, answer.files[0]["verdict"], answer.report["verdict"]) == (2, "error", "error")
    assert str(path) in answer.words
    assert "\n" not in answer.words
    assert "could not judge" in (tmp_path / "reports" / "report.md").read_text()


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    answer = Answer(pipe, reports=tmp_path / "reports")
    assert answer.status == 2
    assert "is no regular file" in answer.words


def test_a_run_without_json_prints_a_line_a_cause_a_row_a_policy_and_a_summary(closed: Path) -> None:
    result = CliRunner().invoke(gate, ["check", str(closed)])
    assert result.exit_code == 1
    path, finding, heading, *rows, summary = result.stdout.splitlines()
    assert finding.startswith("evil\\x1b[2J\\npath: reserves 9 concurrent executions, not 10; ")
    assert finding.endswith(" [FRAUD_FUNCTION_1]")
    assert path.startswith("evil\\x1b[2J\\npath: has the construct path 'evil")
    assert heading == "by policy:"
    assert rows[-1].endswith(" FRAUD_FUNCTION_1: policies/functions/function_reserves_concurrency.py")
    assert summary.startswith(f"The gate is closed: {closed} sha256:")


@pytest.fixture
def unencrypted(synthesized: Path, tmp_path: Path) -> Path:
    """The real file, whose log groups have lost their key."""
    file: dict[str, Any] = json.loads(synthesized.read_text())
    for group in file["resource"]["aws_cloudwatch_log_group"].values():
        del group["kms_key_id"]
    path = tmp_path / "unencrypted.json"
    path.write_text(json.dumps(file))
    return path


def test_one_cause_at_many_places_is_one_line(unencrypted: Path) -> None:
    groups = json.loads(unencrypted.read_text())["resource"]["aws_cloudwatch_log_group"]
    lines = CliRunner().invoke(gate, ["check", str(unencrypted)]).stdout.splitlines()
    (line,) = [line for line in lines if line.endswith(" [FRAUD_ENCRYPTION_6, CKV2_FRAUD_ENCRYPTION_6]")]
    assert f" and {len(groups) - 3} more: is not encrypted with a customer managed key; " in line
    assert line == lines[0]


def test_the_table_by_policy_has_the_worst_first(synthesized: Path, tmp_path: Path) -> None:
    file: dict[str, Any] = json.loads(synthesized.read_text())
    del file["resource"]["aws_cloudwatch_dashboard"]
    path = tmp_path / "missing.json"
    path.write_text(json.dumps(file))
    lines = CliRunner().invoke(gate, ["check", str(path)]).stdout.splitlines()
    rows = lines[lines.index("by policy:") + 1 : -1]
    badness = [row.split()[1] for row in rows]
    assert {"high", "medium"} <= {*badness}
    assert badness == sorted(badness, key=ORDER.index)


def test_json_holds_what_does_not_pass_and_counts_and_the_passes_if_they_are_asked_for(closed: Path) -> None:
    (short,) = json.loads(CliRunner().invoke(gate, ["check", str(closed), "--json"]).stdout)
    (long,) = json.loads(CliRunner().invoke(gate, ["check", str(closed), "--json", "--passes"]).stdout)
    assert {each["outcome"] for each in short["findings"]} == {"fail"}
    assert short["counts"] == long["counts"]
    assert sum(long["counts"].values()) == len(long["findings"])
    assert [each for each in long["findings"] if each["outcome"] != "pass"] == short["findings"]


@pytest.mark.parametrize("name", ["closed.json", "clsed.json"])
def test_a_look_at_a_file_leaves_the_reports_of_the_stack_as_they_are(
    name: str, closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = {path: path.read_bytes() for path in REPORTS.glob("*")}
    assert CliRunner().invoke(gate, ["check", str(closed.with_name(name))]).exit_code != 0
    assert {path: path.read_bytes() for path in REPORTS.glob("*")} == before
    assert not (tmp_path / "reports").exists()


def test_reports_that_cannot_be_written_are_one_line(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    result = CliRunner().invoke(gate, ["check", str(tmp_path / "x.json"), "--reports", str(blocked / "reports")])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


TIMES = [
    ((), "1764090245", "2025-11-25T17:04:05Z"),
    (("--date", "2026-11-25"), "1764090245", "2026-11-25T00:00:00Z"),
    (("--date", "2026-11-25T01:02:03Z"), "", "2026-11-25T01:02:03Z"),
]


@pytest.mark.parametrize(("arguments", "epoch", "time"), TIMES, ids=[time for _, _, time in TIMES])
def test_two_runs_at_a_time_that_was_given_write_the_same_bytes_with_that_time(
    arguments: tuple[str, ...], epoch: str, time: str, tmp_path: Path
) -> None:
    for name in ("one", "other"):
        command = ["check", str(tmp_path / "x.json"), "--reports", str(tmp_path / name), *arguments]
        assert CliRunner(env={"SOURCE_DATE_EPOCH": epoch}).invoke(gate, command).exit_code == 2
    for report in (tmp_path / "one").iterdir():
        assert report.read_bytes() == (tmp_path / "other" / report.name).read_bytes()
    assert json.loads((tmp_path / "one" / "attestation.json").read_text())["predicate"]["timeVerified"] == time


@pytest.mark.parametrize("command", ["check", "synth"])
def test_a_time_in_the_environment_that_is_none_is_refused_in_one_line(command: str, tmp_path: Path) -> None:
    command_line = [command, "--reports", str(tmp_path / "reports")]
    result = CliRunner(env={"SOURCE_DATE_EPOCH": "soon"}).invoke(gate, command_line)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "SOURCE_DATE_EPOCH: is no number of seconds since 1970; unset SOURCE_DATE_EPOCH\n"
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize(("setting", "coloured"), [("", True), ("1", False)])
def test_the_summary_is_coloured_unless_no_color_is_set(setting: str, coloured: bool, tmp_path: Path) -> None:
    arguments = ["check", str(tmp_path / "x.json"), "--reports", str(tmp_path / "reports")]
    result = CliRunner(env={"NO_COLOR": setting}).invoke(gate, arguments, color=True)
    assert ("\x1b[" in result.stdout) is coloured


def test_a_file_that_is_given_is_judged_alone_and_the_verdict_and_the_reports_say_so(
    synthesized: Path, tmp_path: Path
) -> None:
    reports = tmp_path / "reports"
    result = CliRunner().invoke(gate, ["check", str(synthesized), "--reports", str(reports)])
    assert result.exit_code == 0
    assert "judged alone, without the folder" in result.stdout
    verdict = json.loads((reports / "verdict.json").read_text())
    assert [file["alone"] for file in verdict["files"]] == [True]
    for report in ("report.md", "report.html", "report.sarif", "oscal-assessment-results.json"):
        assert "judged alone, without the folder" in (reports / report).read_text(), report
    assert not {each["id"] for each in verdict["policies"] if each["id"].startswith("FRAUD_FOLDER_")}


def test_the_readme_shows_what_is_printed_of_its_broken_file(synthesized: Path, tmp_path: Path) -> None:
    shown = README.read_text().splitlines()
    (at,) = [at for at, line in enumerate(shown) if line.startswith("$ sed ")]
    edit = shown[at].removeprefix("$ ").replace("cdktf.out/stacks/fraud-detection/cdk.tf.json", str(synthesized))
    broken = tmp_path / "broken.json"
    subprocess.run(["sh", "-c", edit.replace(THEIRS, str(broken))], check=True)
    command = shown[at + 1].removeprefix("$ .venv/bin/gate ").replace(THEIRS, str(broken)).split()
    printed = CliRunner().invoke(gate, command).stdout.splitlines()
    # The last line holds a digest, which another renews.
    assert printed[:-1] == shown[at + 2 :][: len(printed) - 1]
    assert printed[-1].startswith("The gate is closed: ")
