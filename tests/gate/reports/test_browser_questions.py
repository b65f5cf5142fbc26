"""An auditor who has the page alone finds out who may do what, what was asked, and what was not judged."""

import pytest

from gate.reports import html
from gate.reports.evidence import Evidence
from tests.gate.reports.dom import BROWSER, dom, item, rows, words

pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="NOT TESTED: no chromium on the PATH; install Debian's chromium"),
    # One worker runs these, so that the page is shown once.
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def shown(both: Evidence, tmp_path_factory: pytest.TempPathFactory) -> str:
    page = tmp_path_factory.mktemp("page") / "report.html"
    page.write_text(html.render(both))
    return dom(page, tmp_path_factory.mktemp("user"))


def section(shown: str, name: str) -> str:
    return shown.partition(f'<section id="{name}"')[2].partition("</section>")[0]


def test_who_may_read_the_table_and_by_which_statement(shown: str) -> None:
    on_table = rows(item(section(shown, "access"), "table transactions"))
    (reading,) = [row for row in on_table if "read" in row]
    assert reading.startswith(
        "workflow transaction-processing may write to, read and change rows of table transactions"
    )
    assert reading.endswith("statement StoreTransactions of fraud-detection/workflow/role/policy")


def test_the_statement_behind_a_right_is_one_click_away(shown: str) -> None:
    access = section(shown, "access")
    link = item(access, "table transactions").partition('href="#')[2].partition('"')[0]
    statement = access.partition(f'id="{link}"')[2].partition("</tr>")[0]
    assert '"dynamodb:GetItem"' in statement


def test_what_was_asked_of_logs_and_how_long_they_are_kept(shown: str) -> None:
    said = shown.partition('id="asked-seven-days"')[2].partition("</summary>")[0]
    assert "satisfied The log group of each function keeps its lines for seven days. 8 log groups: 7 each" in words(
        said
    )
    held = shown.partition('id="asked-seven-days"')[2].partition("</section>")[0]
    assert "FRAUD_LOG_1" in held.partition("</tbody>")[0]


def test_what_was_not_judged_and_where_to_ask(shown: str) -> None:
    scope = section(shown, "scope")
    (physical,) = [row for row in rows(scope) if row.startswith("9 Physical access")]
    assert physical == "9 Physical access nothing AWS runs the machines. AWS's attestation of compliance"
    (trail,) = [row for row in rows(scope) if row.startswith("Who read a row, and who used a key")]
    assert "CloudTrail" in trail
    (confirmed,) = [row for row in rows(scope) if row.startswith("Steps in an incident")]
    assert "Whether each address of a topic has confirmed" in confirmed
    assert "Twelve months of logs. They are kept for seven days" in words(scope)


def test_what_a_part_speaks_of_leads_to_its_control(shown: str) -> None:
    scope = section(shown, "scope")
    links = [part.partition('"')[0] for part in scope.split('href="#')[1:]]
    assert "control-PCI-DSS-4.0.1-10.5.1" in links
    assert not [link for link in links if f'id="{link}"' not in shown]


def test_what_the_sections_link_to_is_there(shown: str) -> None:
    links = {part.partition('"')[0] for part in shown.split('href="#')[1:]}
    there = {link for link in links if not link.startswith("search=")}
    assert not [link for link in there if f'id="{link}"' not in shown]
