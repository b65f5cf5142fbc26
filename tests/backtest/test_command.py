"""The command line: what it compares, what it prints, and how it refuses."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backtest.candidates import MODEL, RULES, candidates
from backtest.command import backtest
from tests.backtest.made import DAY, MINUTE, exported, paid, written

ROOT = Path(__file__).resolve().parents[2]
# A regular with ten payments a day of thirty dollars, who then pays 4,500 twice and 6,000 once.
REGULAR = [paid(number, number * DAY // 10, 30.0 + number % 3) for number in range(100)]
LAST = [
    paid(200 + number, 11 * DAY + number * MINUTE, amount, fraud=True) for number, amount in enumerate((90, 150, 6000))
]
PAYMENTS = [*REGULAR, *LAST]


def run(*words: object) -> Result:
    return CliRunner().invoke(backtest, [str(word) for word in words])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path, PAYMENTS)


@pytest.fixture
def rules_file(tmp_path: Path) -> Path:
    """Rules that stop nothing but what is above the review limit."""
    rules = json.loads(RULES.read_text())
    kept = [rule for rule in rules["rules"] if rule["code"] == "amount_above_review_threshold"]
    file = tmp_path / "rules.json"
    file.write_text(json.dumps({**rules, "version": "few", "rules": kept}))
    return file


def test_the_report_names_both_candidates_and_who_changes_side(file: Path) -> None:
    done = run("--transactions", file, "--set", "amount_above_review_threshold.amount_over_limit=2000")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "103 payments from 2026-10-01 to 2026-10-12: 3 fraud, 0 without a label" in done.stdout
    assert "A: shipped rules" in done.stdout
    assert "amount_above_review_threshold.amount_over_limit=2000" in done.stdout
    for heading in ("alert rate", "A decides", "amount", "terminal", "country", "entry mode"):
        assert heading in done.stdout
    assert not any(line != line.encode().decode() or "\x1b" in line for line in done.stdout.splitlines())


def test_rows_of_the_table_are_compared_with_what_was_decided(tmp_path: Path) -> None:
    done = run("--transactions", exported(tmp_path, PAYMENTS), "--set", "model.review=0.9")
    assert done.exit_code == 0
    assert "of 103 payments as it was recorded" in done.stdout


def test_what_is_warming_up_is_learned_from_and_not_counted(file: Path) -> None:
    assert (
        "3 payments from 2026-10-12"
        in run("--transactions", file, "--warm-up", 10.5, "--set", "model.review=0.5").stdout
    )


@pytest.mark.parametrize(
    ("rules", "models", "names"),
    [
        (["R"], [], ("shipped rules, shipped model", "R, shipped model")),
        ([], ["M"], ("shipped rules, shipped model", "shipped rules, M")),
        (["R"], ["M"], ("shipped rules, shipped model", "R, M")),
        (["R", "S"], [], ("R, shipped model", "S, shipped model")),
        (["R", "S"], ["M"], ("R, M", "S, M")),
        (["R"], ["M", "N"], ("R, M", "R, N")),
        (["R", "S"], ["M", "N"], ("R, M", "S, N")),
    ],
)
def test_what_is_named_once_and_what_is_named_twice(
    tmp_path: Path, rules: list[str], models: list[str], names: tuple[str, str]
) -> None:
    for name, shipped in (("R", RULES), ("S", RULES), ("M", MODEL), ("N", MODEL)):
        (tmp_path / name).write_text(shipped.read_text())
    both = candidates([tmp_path / name for name in rules], [tmp_path / name for name in models], (), 5000)
    plain = [candidate.name.replace(f" {candidate.rules.version}", "") for candidate in both]
    assert tuple(name.replace(f" {both[0].model.version}", "") for name in plain) == names


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ([], "name one source of payments"),
        (["--simulate", "1"], "name what to try"),
        (["--simulate", "1", "--transactions", "a.csv", "--set", "model.review=0.5"], "name one source of payments"),
        (["--simulate", "1", "--set", "model=1"], "not CODE.FACT=NUMBER; write it as"),
        (["--simulate", "1", "--set", "no_such_rule.amount=1"], "no rule has the code no_such_rule"),
        (["--simulate", "1", "--set", "model.amount=1"], "has no number amount; it has review, decline"),
        (["--simulate", "1", "--set", "model.review=2"], "thresholds is not as the training writes it"),
        (["--simulate", "1", "--set", "counting.small_amount=0"], "counting holds no number above 0"),
        (["--simulate", "1", "--rules", "none.json"], "none.json: cannot be read (No such file or directory); name"),
        (["--simulate", "1", "--model", RULES], "rules.json: not an object with just the parts"),
        (["--simulate", "1", "--rules", MODEL], "model.json: not JSON of format 1"),
        (["--simulate", "1", "--warm-up", "3", "--set", "model.review=0.5"], "no payment is left after 3 days"),
    ],
)
def test_what_cannot_be_run_is_told_in_one_line(words: list[object], reason: str) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout) in ((1, ""), (2, ""))
    said = done.stderr.splitlines()[-1]
    assert said.startswith("Error: ")
    assert reason in said


def test_a_hostile_file_ends_the_command_with_status_2_and_one_line(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("TX_DATETIME\n::error::\x1b[2J\n")
    words = ["-m", "backtest", "--transactions", str(file), "--set", "model.review=0.5"]
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: {file}: line 1: has no column CUSTOMER_ID")
    assert done.stderr.count("\n") == 1


def test_a_few_rules_stop_less_than_the_shipped_ones(tmp_path: Path, rules_file: Path) -> None:
    elsewhere = paid(300, 9 * DAY + 9 * DAY // 10 + 10 * MINUTE, 31.0, country="TH", fraud=True)
    done = run("--transactions", written(tmp_path, [*REGULAR, elsewhere]), "--rules", rules_file)
    assert "B: rules.json few, shipped model" in done.stdout
    assert "impossible_travel (1)" in done.stdout
