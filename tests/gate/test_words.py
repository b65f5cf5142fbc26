"""What a file says of itself is printed as text: it steers neither a terminal nor the runner that keeps the log."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from gate.causes import causes
from gate.cli.command import gate
from gate.cli.result import cause_line
from gate.model import Finding, Outcome
from gate.words import cell, code, json_text, printable

# GitHub's runner takes a line that begins with `::`, after blanks, and a `##[` anywhere; Azure's takes `##vso[`.
COMMAND = re.compile(r"^\s*::|##\[|##vso\[", re.MULTILINE)
HOSTILE = [
    "::error::x",
    "  ::set-output name=a::b",
    "\n::error::x",
    "\r::error::x",
    "\u2028::error::x",
    "\u00a0::error::x",
    "\u3000::error::x",
    "##[error]x",
    "a ##[set-env name=a]b",
    "###[error]x",
    "##vso[task.setvariable variable=a]b",
    "##teamcity[x]",
    "\x1b[31mred",
    "\x9b31m",
    "\u202edcba",
    "\u2066a\u2069",
    "a\x00b",
    "a\x08b",
    "\ud800",
]
TEXTS = ["::error::x", "\n::error::x", "##[error]x", "\x1b[31m", "\u202ex", "##vso[x]"]
PIECES = st.lists(st.sampled_from([*HOSTILE, "::", "##", "#", ":", "[", " ", "\t", "vso[", "x"]), max_size=6).map(
    "".join
)


def is_harmless(text: str) -> bool:
    return text.isprintable() and not COMMAND.search(text)


@given(PIECES | st.text())
def test_a_printed_text_is_one_line_without_commands(text: str) -> None:
    assert is_harmless(printable(text))
    (cause,) = causes([Finding("policies", "FRAUD_X_1", text, Outcome.FAIL, text, text, text)])
    assert is_harmless(cause_line(cause))
    assert is_harmless(cell(text))
    assert is_harmless(code(text))


@given(st.text(alphabet="abc :#[]/.-_'", max_size=30))
def test_a_text_without_commands_is_printed_as_it_is(text: str) -> None:
    assert printable(text) == text or text.lstrip().startswith("::") or "##" in text
    assert is_harmless(text) or printable(text) != text


@given(PIECES)
def test_printed_json_holds_no_command_and_says_the_same(text: str) -> None:
    written = json_text([{"place": text, text: [text]}])
    assert not COMMAND.search(written)
    assert json.loads(written) == [{"place": text, text: [text]}]


@pytest.mark.parametrize(
    "text", ["[x](https://a)", "![x](a)", "<img src=a>", "*x*", "`x`", "a|b", "&lt;b&gt;", "www.a.de"]
)
def test_a_cell_holds_text_and_neither_a_link_nor_a_picture(text: str) -> None:
    assert not re.search(r"(?<!\\)[\[\]|*<`]|://|www\.", cell(text))


@pytest.fixture
def hostile(synthesized: Path, tmp_path: Path) -> Path:
    """The real file, in which log groups stand at hostile paths, and are kept for as hostile a number of days."""
    file: dict[str, Any] = json.loads(synthesized.read_text())
    groups = file["resource"]["aws_cloudwatch_log_group"].values()
    for group, text in zip(groups, TEXTS, strict=False):
        group["//"]["metadata"]["path"] = group["retention_in_days"] = text
    path = tmp_path / "cdk.tf.json"
    path.write_text(json.dumps(file))
    return path


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_hostile_file_prints_no_command(
    hostile: Path, options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    result = CliRunner().invoke(gate, ["check", str(hostile), *options, "--reports", str(tmp_path / "reports")])
    assert result.exit_code != 0
    assert "FRAUD_LOG_1" in result.stdout
    for text in (result.stdout, result.stderr, summary.read_text()):
        assert not COMMAND.search(text)
        assert all(each.isprintable() for each in text.splitlines())


def test_a_comparison_of_hostile_files_prints_no_command(hostile: Path, synthesized: Path) -> None:
    for form in ("text", "markdown", "json"):
        result = CliRunner().invoke(gate, ["diff", str(synthesized), str(hostile), "--format", form])
        assert result.exit_code == 1
        assert not COMMAND.search(result.stdout)
        assert all(each.isprintable() for each in result.stdout.splitlines())
