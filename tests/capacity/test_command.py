"""`python -m capacity`: what it prints, what it refuses, and that prices are those of one page."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import JUDGING
from capacity import prices
from capacity.costs import dollars_per_million
from capacity.prices import Unpriced, priced
from capacity.runs import Given, row
from capacity.tally import Tally
from policies.requirements import DRAIN

ROOT = Path(__file__).resolve().parents[2]


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "capacity", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ)


def test_it_prints_a_plain_line_a_load_where_nobody_watches(synthesized: Path) -> None:
    done = run("--file", synthesized, "--load", "20", "--load", "300", "--seconds", "2")
    assert (done.returncode, done.stderr) == (0, "")
    title, first, second = done.stdout.splitlines()
    assert title == "2 seconds of each load on a new table, simulated"
    assert first.startswith("20/s: answered: 100 %, decided at once: 100 %, ")
    assert second.startswith("300/s: answered: 100 %, ")


def test_a_warm_table_takes_what_a_new_one_refuses(synthesized: Path) -> None:
    asked = ("--file", synthesized, "--load", "1000", "--seconds", "3")
    new, warm = run(*asked).stdout, run(*asked, "--warm-table").stdout
    assert "on a new table" in new
    assert "on a warm table" in warm
    assert "decided in all: 100 %" in warm
    assert "decided in all: 100 %" not in new


def test_it_prints_what_comes_in_calls_too(synthesized: Path) -> None:
    done = run("--file", synthesized, "--load", "100", "--seconds", "2", "--in-calls", "--warm-table")
    assert (done.returncode, done.stderr) == (0, "")
    title, line = done.stdout.splitlines()
    assert title == "2 seconds of each load in calls on a warm table, simulated"
    assert line.startswith("100/s: answered: 100 %, judged together: 100 %, decided at once: 100 %, accepted: 0 %, ")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"resource": {}}', "\udcff"])
def test_a_file_that_cannot_be_read_is_one_line_and_status_2(tmp_path: Path, content: str) -> None:
    file = tmp_path / "cdk.tf.json"
    file.write_text(content, encoding="utf-8", errors="surrogateescape")
    done = run("--file", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("capacity: ")


def test_a_file_that_is_not_there_is_one_line_and_status_2(tmp_path: Path) -> None:
    done = run("--file", tmp_path / "none.json")
    assert (done.returncode, done.stdout) == (2, "")
    (said,) = done.stderr.splitlines()
    assert said.startswith(f"capacity: {tmp_path / 'none.json'}: No such file or directory; ")


def test_the_page_is_of_all_loads_or_not_written(synthesized: Path) -> None:
    done = run("--file", synthesized, "--load", "20", "--page")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--page is of all loads" in done.stderr


def test_the_page_is_of_both_tables_or_not_written(synthesized: Path) -> None:
    done = run("--file", synthesized, "--warm-table", "--page")
    assert (done.returncode, done.stdout) == (2, "")
    assert "and both tables" in done.stderr


def test_the_measured_figures_name_every_function_and_no_place(given: Given) -> None:
    kept = json.loads((ROOT / "capacity" / "measured.json").read_text(encoding="utf-8"))
    names = {function.name for function in given.system.functions.values()}
    assert {*kept["milliseconds"]} == names | {DRAIN + JUDGING}
    assert "/" not in kept["machine"]


def test_each_price_is_read_from_the_page_on_costs() -> None:
    page = prices.PAGE.read_text(encoding="utf-8")
    assert priced(page).writes == 0.625
    assert priced(page).messages == 0.4
    assert priced(page.replace("8 units of $0.625 M", "8 units of $0.75 M")).writes == 0.75
    with pytest.raises(Unpriced, match="EventBridge"):
        priced(page.replace("| EventBridge | $1.00 M", "| EventBridge | one dollar"))


def paid_by_use(load: str, millions: int) -> float:
    """A month's dollars of the page on costs, but for storage, keys, alarms and the web ACL's rules."""
    lines = prices.PAGE.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip(" *") for cell in line.split("|")] for line in lines if line.startswith("| ")]
    heading = f"{load}/s ({millions:,} M)"
    (column,) = (cells.index(heading) for cells in rows if heading in cells)
    together, stored, kept, firewall = (
        next(int(cells[column].replace(",", "")) for cells in rows if cells[1] == name)
        for name in ("together, the first month", "DynamoDB, storage", "keys, alarms, dashboard", "AWS WAF")
    )
    return together - stored - kept - (firewall - prices.load().firewall * millions)


def test_a_month_of_a_hundred_a_second_costs_about_what_the_page_says(given: Given) -> None:
    dollars = row(given, 80).dollars
    assert dollars is not None
    assert dollars * 263 == pytest.approx(paid_by_use("100", 263), rel=0.03)


def test_a_month_of_a_thousand_a_second_costs_about_what_the_page_says(warm: Given) -> None:
    dollars = row(warm, 1000).dollars
    assert dollars is not None
    assert dollars * 2628 == pytest.approx(paid_by_use("1,000", 2628), rel=0.03)


def test_nothing_decided_has_no_price(given: Given) -> None:
    assert dollars_per_million(Tally(offered=10), given.prices, load=10) is None
