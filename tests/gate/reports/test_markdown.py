"""The report for a pull request fits into a comment, whatever was found, and tells a cause once with its places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.model import Assessment, Finding, Outcome
from gate.reports import markdown
from gate.reports.evidence import Evidence
from policies.core.policy import Severity
from policies.core.rulebook import rulebook

DATE, RULES = "2026-11-25", rulebook()
# What GitHub takes as a comment.
COMMENT = 65_536
ODD = st.sampled_from(["a", "|", "\n", "<b>", "\ud800", "\U0001f600", "](x)", "`"])


def failing(
    place: str, details: str = "is wrong", policy: str = "FRAUD_LOG_1", outcome: Outcome = Outcome.FAIL
) -> Finding:
    return Finding("policies", policy, place, outcome, details, "fix it")


def page(*findings: Finding, files: int = 1) -> str:
    assessments = tuple(Assessment(f"{at}/cdk.tf.json", "sha256:0", findings) for at in range(files))
    return markdown.render(Evidence(DATE, assessments, RULES))


def rows(text: str) -> list[str]:
    table = text.partition("## What keeps it closed\n\n")[2].partition("\n\n")[0]
    return table.splitlines()[2:]


def test_one_cause_at_many_places_is_one_row_with_the_first_of_them() -> None:
    (row,) = rows(page(*(failing(f"p{at}") for at in range(212))))
    assert row == "| `p0`, `p1`, `p2` and 209 more | is wrong | fix it | FRAUD_LOG_1 |"


def test_two_causes_are_two_rows() -> None:
    assert len(rows(page(failing("a"), failing("b", "is worse"), failing("c", policy="FRAUD_LOG_2")))) == 3


def test_what_could_not_be_judged_comes_first_and_then_the_worst() -> None:
    worst, least = (
        next(policy.id for policy in RULES if policy.severity is severity)
        for severity in (Severity.CRITICAL, Severity.LOW)
    )
    broken = failing("c", policy="UNREADABLE", outcome=Outcome.ERROR)
    text = page(failing("a", policy=least), failing("b", policy=worst), broken)
    assert [row.split(" | ")[-1].rstrip(" |") for row in rows(text)] == ["UNREADABLE", worst, least]


def test_what_is_left_out_is_counted() -> None:
    text = page(*(failing(f"p{at}", f"is wrong in way {at % 40}") for at in range(80)))
    left = 40 - len(rows(text))
    assert f"And {left} more causes at {2 * left} places, which `verdict.json` holds." in text


DETAILS = {"one": "is wrong", "many": "is wrong {at}", "long": "é" * 60_000, "bars": "{at}" + "|" * 60_000}


@pytest.mark.parametrize("details", DETAILS.values(), ids=list(DETAILS))
def test_ten_thousand_failures_fit_into_a_comment(details: str) -> None:
    text = page(*(failing(f"p{at}" * 50, details.replace("{at}", str(at))) for at in range(10_000)))
    assert len(text.encode()) < COMMENT
    assert text.startswith("# The gate is closed\n\n10,000 findings: 0 passed, 10,000 failed, ")


def test_thousands_of_files_fit_into_a_comment_and_it_says_that_it_was_cut() -> None:
    text = page(failing("p"), files=5000)
    assert len(text.encode()) < COMMENT
    assert text.endswith("the other reports hold all of it.\n")
    assert rows(text)


@given(st.lists(st.builds("".join, st.lists(ODD, max_size=20)), min_size=1, max_size=30))
def test_no_text_breaks_a_row(texts: list[str]) -> None:
    found = rows(page(*(failing(text, text * 50) for text in texts)))
    assert found
    for row in found:
        assert row.startswith("| `")
        assert row.endswith(" | FRAUD_LOG_1 |")
