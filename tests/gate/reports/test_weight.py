"""The page is light enough to be sent and opened anywhere, and still names every policy at every place it judged."""

import re
from html import unescape

import pytest

from gate.reports import html
from gate.reports.evidence import Evidence

# Bytes a finding, of all stacks, without the findings of Checkov, which add a twentieth.
MOST = 240


@pytest.fixture(scope="module")
def page(both: Evidence) -> str:
    return html.render(both)


def test_the_page_of_all_stacks_is_small(page: str, both: Evidence) -> None:
    assert len(page.encode()) < MOST * sum(len(assessment.findings) for assessment in both.assessments)


def places(page: str) -> dict[str, str]:
    """By the name of each place that the page lists, all that it says there."""
    section = page.partition('<section id="resources"')[2].partition("</section>")[0]
    items = section.split('<details class="item"')[1:]
    return {unescape(re.findall(r"<code>([^<]*)</code>", item)[0]): item for item in items}


def test_what_passed_on_equal_values_is_told_once(page: str, both: Evidence) -> None:
    alarms = page.partition('id="FRAUD_ALARM_1"')[2].partition("</tr>")[0]
    judged = [finding.place for finding in both.by_policy["FRAUD_ALARM_1"]]
    assert len(judged) > 20
    assert all(f">{place}</a>" in alarms for place in judged)
    assert alarms.count("<ul class=values>") == 1


def test_each_policy_is_named_at_each_place_that_it_judged(page: str, both: Evidence) -> None:
    shown = places(page)
    for finding in both.findings:
        assert re.search(rf"\b{re.escape(finding.policy)}\b", shown[finding.place]), (finding.policy, finding.place)


def test_what_each_rule_asks_is_told_once_where_the_page_lists_its_places(page: str, both: Evidence) -> None:
    rules = page.partition('id="rules"')[2].partition("</table>")[0]
    for policy, title in both.titles.items():
        assert title in unescape(rules), policy
