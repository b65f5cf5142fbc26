"""No document claims more payments a second than the simulation shows for the file as it stands."""

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from capacity import called, cells
from capacity.beside import beside
from capacity.document import PAGE, digest
from capacity.runs import CHANCES, SECONDS, SHORT, STEP, WARM, Given, Row, Simulate, assuming, row

ROOT = Path(__file__).resolve().parents[2]
CLAIM = re.compile(r"(\d[\d,]*)(?:/s\b| (?:(?:payment|transaction|request)s? )?(?:a|per) second\b)")
AROUND = 50
SAID = re.compile(
    r"\*\*([\d,]+) payments a second are served\*\* on a new .*? \*\*([\d,]+) a second on a warm table\*\*"
)
SAID_OF_CALLS = re.compile(
    r"In calls, \*\*([\d,]+) payments a second are served on a warm table\*\*, and ([\d,]+) a second on a new one"
)
# What is said in these words claims no throughput: it is a price, a limit of AWS's, what is permitted, or a denial.
NO_CLAIM = {
    "README.md": ("That 1,000 requests per second are served: that is what a client is permitted",),
    "docs/capacity.md": (
        "A new table takes 4,000 a second",
        "A new table takes the writes of 800 payments a second",
        "A warm table takes the writes of 4,000 payments a second",
    ),
    "docs/costs-and-quotas.md": (
        "At 1, 100 and 1,000 transactions a second Dollars a month, if",
        "Ten reserved executions take at most 100 requests a second",
        "So at 1,000 a second nine in ten transactions wait",
        "| 1/s (2.6 M) | 100/s (263 M) | 1,000/s (2,628 M) |",
        "If one transaction in a hundred is flagged at 100 a second",
        "At 100 a second it has 263 GB more",
        "from 800 a second on, [order]",
        "A new table takes the writes of 800 transactions a second",
        "`PutEvents` | 10,000 a second there",
        "symmetric keys | 100,000 a second there",
    ),
    "docs/decisions/what-is-throttled-is-queued-and-drained-by-a-function-of-its-own.md": (
        "At 1,000 payments a second, nine in ten got a 503",
    ),
    "docs/for-auditors.md": ("**1,000 requests per second.** That is what a client is permitted",),
    "docs/for-operators.md": ("has a table for 1, 100 and 1,000 transactions a second",),
    "docs/recipes/add-a-client.md": (
        "AWS counts a plan's throttle for each key: 1,000 requests a second",
        "an account and region take 10,000 requests a second together",
    ),
}


Most = Mapping[str, tuple[int, int]]
ALONE, CALLED = "alone", "in calls"


@pytest.fixture(scope="module")
def most() -> Most:
    """Payments a second that the page says are served, alone and in calls, on a new table and on a warm one."""
    found, found_of_calls = SAID.search(text(PAGE)), SAID_OF_CALLS.search(text(PAGE))
    assert found, "docs/capacity.md does not say what is served"
    assert found_of_calls, "docs/capacity.md does not say what is served in calls"
    new, warm, called_warm, called = (
        int(each.replace(",", "")) for each in (*found.groups(), *found_of_calls.groups())
    )
    return {ALONE: (new, warm), CALLED: (called, called_warm)}


def documents() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines()]


def text(document: Path) -> str:
    return " ".join(document.read_text(encoding="utf-8").split())


def claims(said: str, no_claims: Iterable[str] = ()) -> Iterator[tuple[int, str]]:
    """The payments a second that a text claims, each with the words around it."""
    for words in no_claims:
        said = said.replace(words, "")
    for found in CLAIM.finditer(said):
        yield int(found[1].replace(",", "")), said[max(0, found.start() - AROUND) : found.end() + AROUND]


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_document_claims_more_than_is_served(document: Path, most: Most) -> None:
    no_claims = NO_CLAIM.get(document.relative_to(ROOT).as_posix(), ())
    found = claims(text(document), no_claims)
    assert [around for claimed, around in found if claimed > most[way(around)]["warm" in around]] == []


def way(around: str) -> str:
    """How the payments come of which something is claimed: in calls, where the words around it say so."""
    return CALLED if "in calls" in around.lower() else ALONE


def test_what_is_named_as_no_claim_is_said() -> None:
    for name, no_claims in NO_CLAIM.items():
        for words in no_claims:
            assert words in text(ROOT / name)
            assert list(claims(words))


def test_a_claim_is_noticed_in_other_words_too() -> None:
    said = "It serves 1,000 transactions per second, 500 payments a second or 200/s; and none of 30 seconds."
    assert [claimed for claimed, _ in claims(said)] == [1000, 500, 200]


def test_what_the_page_says_is_served_and_a_step_more_is_not(given: Given, most: Most) -> None:
    for conditions, load in zip((given, assuming(given, "table", WARM)), most[ALONE], strict=True):
        assert all(each.is_served for each in runs(conditions, load))
        assert not all(each.is_served for each in runs(conditions, load + (STEP if load < 1000 else 500)))


def test_what_the_page_says_is_served_in_calls_and_the_next_load_is_not(given: Given, most: Most) -> None:
    loads = (*called.LOADS, *called.HIGHER)
    for conditions, load in zip((given, assuming(given, "table", WARM)), most[CALLED], strict=True):
        assert all(each.is_served for each in runs(conditions, load, called.row))
        # The highest load that is shown may be the highest that is served.
        if load != loads[-1]:
            assert not all(each.is_served for each in runs(conditions, loads[loads.index(load) + 1], called.row))


def runs(given: Given, load: float, simulate: Simulate = row) -> Iterator[Row]:
    """The runs on which a load is judged."""
    yield from beside(partial(simulated, simulate, given, load), (0, *CHANCES))


def simulated(simulate: Simulate, given: Given, load: float, chance: int) -> Row:
    return simulate(replace(given, seconds=SHORT if chance else SECONDS), load, chance=chance)


def test_the_page_is_made_of_the_file_as_it_stands(given: Given) -> None:
    said = PAGE.read_text(encoding="utf-8")
    assert digest(given) in said, "docs/capacity.md is stale; renew it with: make capacity"
    for load in (50, 100, 200):
        assert f"| {' | '.join(cells.cells(row(given, load)))} |" in said, (
            "docs/capacity.md is stale; renew it with: make capacity"
        )
    assert f"| {' | '.join(cells.called(called.row(given, 100)))} |" in said
