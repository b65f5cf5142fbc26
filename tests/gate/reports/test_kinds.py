"""Whatever the page names says what it is, in words that need no second page."""

import re

from gate.engines.checkov.settings import settings
from gate.model import Finding
from gate.reports import html
from gate.reports.evidence import Evidence
from gate.reports.kinds import ENGINES, engine
from tests.gate.reports.dom import words

SUMMARY = re.compile(r"<summary><span[^>]*>[^<]*</span> <code>([^<]*)</code>(.*?)</summary>", re.DOTALL)


def test_each_place_says_what_it_is(both: Evidence) -> None:
    page = html.render(both).partition('<section id="resources"')[2]
    kinds = {name: words(kind) for name, kind in SUMMARY.findall(page)}
    assert kinds["fraud-detection/transactions-table/table"] == "table, aws_dynamodb_table"
    assert kinds["fraud-detection: provider.aws"] == "the provider: account and region"
    assert not [name for name, kind in kinds.items() if not kind]


def test_each_engine_has_a_name(both: Evidence) -> None:
    assert {finding.source for finding in both.findings} <= ENGINES.keys()
    assert engine("claims").startswith("our own judge")


def test_what_could_steer_checkov_is_named_as_what_it_is() -> None:
    (none,) = settings((), {})
    assert isinstance(none, Finding)
    assert none.place == "files and variables around the gate"
