"""A shadow model's stored scores, compared with what was decided."""

import json
from pathlib import Path
from typing import Any

import pytest

from training import shadow
from training.shadow import SHADOW, main

MODEL = SHADOW.with_name("model.json")
VERSION = json.loads(MODEL.read_text(encoding="utf-8"))["version"]


def row(decision: str, score: str, shadow_score: str, version: str = VERSION) -> dict[str, Any]:
    texts = {"decision": decision, "model": "m-1", "shadow_model": version, "shadow_score_text": shadow_score}
    return {**{name: {"S": text} for name, text in texts.items()}, "score": {"N": score}}


def written(folder: Path, *lines: object) -> str:
    file = folder / "rows.jsonl"
    file.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    return str(file)


def test_decisions_are_counted_by_what_the_shadow_model_would_have_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row("approve", "0.0000", "0.0001")] * 3 + [{"Item": row("approve", "0.0010", "0.9999")}]
    assert main([written(tmp_path, *rows), "--model", str(MODEL)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].split() == ["decided", "shadow:", "approve", "shadow:", "review", "shadow:", "decline"]
    assert printed[1].split()[:3] == ["approve", "3", "1"]
    assert printed[-1] == "4 payments; scores differ by 0.2498 in the mean; 0 rows left out"


@pytest.mark.parametrize(
    "other",
    [
        "",
        "null",
        "[]",
        "not JSON",
        {"Item": None},
        row("approve", "NaN?", "1"),
        row("approve", "1", ""),
        {"settled": 1},
    ],
)
def test_other_rows_are_counted_and_left_out(other: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [row("review", "0.5", "0.5"), other, row("review", "0.5", "0.5", "another")]
    assert main([written(tmp_path, *lines), "--model", str(MODEL)]) == 0
    assert capsys.readouterr().out.endswith("1 payments; scores differ by 0.0000 in the mean; 2 rows left out\n")


def test_without_a_row_of_this_model_there_is_nothing_to_compare(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([written(tmp_path, row("review", "1", "1", "another")), "--model", str(MODEL)]) == 1
    assert "no row was scored by" in capsys.readouterr().err


def test_a_file_that_is_missing_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.jsonl"), "--model", str(MODEL)]) == 1
    assert "none.jsonl" in capsys.readouterr().err


def test_the_bundles_own_shadow_model_is_the_default() -> None:
    assert shadow.SHADOW.parent == MODEL.parent
