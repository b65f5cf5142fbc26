"""The command: what it prints, with which status it ends, and that it keeps nothing of a part."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from attack import command, record, run
from attack.command import attack

SMALL = ("--type", "aws_xray_encryption_config", "--type", "aws_api_gateway_account")


@pytest.fixture
def scratch(output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(command, "OUTPUT", output)
    monkeypatch.setattr(run, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(record, "FILE", tmp_path / "record.json")
    return tmp_path


def typed(*words: str) -> Result:
    return CliRunner().invoke(attack, words)


def test_a_table_and_the_score_are_printed(scratch: Path) -> None:
    done = typed(*SMALL)
    assert done.exit_code == 0, done.output
    assert "aws_xray_encryption_config" in done.output
    assert "mutants that must close the gate close it: 100 %" in done.output
    assert not (scratch / "record.json").exists()


def test_json_is_the_record(scratch: Path) -> None:
    done = typed(*SMALL, "--json")
    kept = json.loads(done.stdout)
    assert {*kept["types"]} == {"aws_xray_encryption_config", "aws_api_gateway_account"}
    assert kept["total"]["survived"] == 0
    assert "100 %" in done.stderr


def test_a_survivor_is_named_and_ends_with_status_one(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "oracle", lambda: ())
    done = typed("--type", "aws_api_gateway_api_key")
    assert done.exit_code == 1
    assert "the gate stays open; write a policy that notices it" in done.output


def test_a_part_is_not_kept(scratch: Path) -> None:
    done = typed(*SMALL, "--keep")
    assert done.exit_code == 2
    assert "--keep is of a whole run" in done.output


def test_what_was_judged_is_not_judged_again(scratch: Path) -> None:
    first = typed(*SMALL, "--json").stdout
    before = {path: path.stat().st_mtime_ns for path in scratch.rglob("*.json")}
    assert typed(*SMALL, "--json").stdout == first
    assert {path: path.stat().st_mtime_ns for path in scratch.rglob("*.json")} == before
