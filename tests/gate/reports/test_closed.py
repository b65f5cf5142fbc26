"""A page of a closed gate begins with what keeps it closed: a cause once, the worst first, without what is waived."""

import re

from gate.model import Assessment, Finding, Outcome
from gate.reports import html
from gate.reports.evidence import Evidence
from policies.core.policy import Severity
from policies.core.rulebook import rulebook

RULES = rulebook()
WORST = next(policy for policy in RULES if policy.severity is Severity.CRITICAL)
MILDEST = next(policy for policy in RULES if policy.severity is Severity.LOW)


def failed(policy: str, place: str, *, waiver: str = "") -> Finding:
    return Finding("policies", policy, place, Outcome.FAIL, "is <b>wrong</b>", "fix it", waiver)


def top(*findings: Finding) -> str:
    """What stands before the links to the sections."""
    page = html.render(Evidence("2026-11-25", (Assessment("cdk.tf.json", "sha256:00", findings),), RULES))
    return page[page.index("<body") : page.index("<nav")]


def test_each_cause_stands_there_once_with_all_its_places_and_its_remedy() -> None:
    places = [f"place-{number:03}" for number in range(100)]
    said = top(*(failed(WORST.id, place) for place in places))
    assert said.count("is &lt;b&gt;wrong&lt;/b&gt;") == 1
    assert said.count("fix it") == 1
    assert re.findall(r"place-\d+", said) == places
    assert "and 97 more" in said


def test_what_could_not_be_judged_comes_first_and_then_the_worst() -> None:
    missing = Finding("gate", "UNREADABLE", "cdk.tf.json", Outcome.ERROR, "not JSON", "fix it")
    said = top(failed(MILDEST.id, "a"), failed(WORST.id, "b"), missing)
    ids = [policy for policy in re.findall(r"<(?:code|a [^>]*)>(\w+)</", said) if policy.isupper()]
    assert ids == ["UNREADABLE", WORST.id, MILDEST.id]


def test_an_open_gate_has_nothing_of_it() -> None:
    waived = failed(WORST.id, "place-000", waiver="RISK-7")
    assert "What keeps it closed" not in top(waived, Finding("policies", MILDEST.id, "a", Outcome.PASS))
    assert "What keeps it closed" in top(failed(WORST.id, "place-000"))
