"""An auditor who has the page alone finds its answers in what can be seen, unfolding once at the most."""

from collections import Counter
from pathlib import Path
from typing import cast

import pytest

from gate.reports.asked import asked
from gate.reports.evidence import Evidence
from gate.reports.status import Status, by_standard
from tests.gate.reports.browser import Browser
from tests.gate.reports.chromium import NEEDED
from tests.gate.reports.conftest import COMMIT, DIGESTS
from tests.gate.reports.dom import item, rows, words
from tests.gate.reports.screens import Screen

pytestmark = NEEDED


@pytest.fixture(scope="module")
def shown(browser: Browser, page: Path) -> str:
    browser.show(page)
    return str(browser.ask("document.documentElement.outerHTML"))


def section(shown: str, name: str) -> str:
    return shown.partition(f'<section id="{name}"')[2].partition("</section>")[0]


def test_whether_it_is_open_for_which_bytes_and_commit_on_the_first_screen(browser: Browser, page: Path) -> None:
    browser.show(page)
    first = browser.seen()
    assert "The gate is open" in first
    assert f"{COMMIT} (clean" in first
    assert "2026-11-25T14:03:02Z" in first
    assert [digest[:19] for digest in DIGESTS if f"{digest[:19]}..." in first] == [digest[:19] for digest in DIGESTS]
    assert not [digest for digest in DIGESTS if digest in first], "folded"
    browser.click("#verdict summary")
    assert all(digest in browser.seen() for digest in DIGESTS)


def test_how_each_standard_fares_on_the_first_screen(browser: Browser, page: Path, both: Evidence) -> None:
    browser.show(page)
    first = browser.seen()
    counts = {"Asked": Counter(said.status for said in asked(both)), **by_standard(both.services)}
    table = "[...document.querySelectorAll('.standards tbody tr')].map(row => row.innerText)"
    counted = [words(str(row)) for row in cast("list[str]", browser.ask(table))]
    expected = [
        " ".join([name, *(str(known[each]) for each in Status if known[each])]) for name, known in counts.items()
    ]
    assert counted == expected
    assert not [row for row in expected if row not in first]
    for part in ("Declared gaps (1)", "Waivers (0)", "Declined checks (0)", "Not judged (0)", "Who may do what"):
        assert part in first


@pytest.mark.parametrize(
    ("number", "status", "values"),
    [
        (
            "3.5.1",
            "supported in part",
            ("fraud-detection/transactions-table/table", 'server_side_encryption.kms_key_arn = the key "transactions"'),
        ),
        ("10.2.1", "supported in part", ("fraud-detection/api/method-settings", "settings.logging_level = ERROR")),
        ("8.6.2", "supported in part", ("variable.ml_model_endpoint", "sensitive = true", "access_key = not set")),
    ],
)
def test_by_which_values_a_control_is_met(
    number: str, status: str, values: tuple[str, ...], browser: Browser, page: Path
) -> None:
    browser.show(page, screen=Screen(1440, 12_000))
    browser.press("/", number)
    said = words(str(browser.ask("document.querySelector('.hit').closest('.item').innerText")))
    assert f"{status} {number}" in said
    assert not [value for value in values if value not in said]
    assert not [value for value in values if value not in browser.seen()]


def test_who_answers_for_the_gap_in_retention_since_when_and_until_when(browser: Browser, page: Path) -> None:
    browser.show(page)
    browser.click("nav a[href='#gaps']")
    said = browser.seen()
    assert "10.5.1 Audit logs are kept for 12 months" in said
    assert "Seven days were asked for, since what is not kept cannot leak; no archive keeps the rest yet" in said
    assert "who answers since to be decided again by days left" in said
    assert "compliance 2026-11-25 2027-05-25 181" in said


def test_the_statement_by_which_somebody_reads_the_table_is_one_click_away(browser: Browser, page: Path) -> None:
    browser.show(page)
    browser.press("/", "write to, read and change rows of table transactions")
    browser.click("#access-by-thing ~ .item:not([hidden]) a[href^='#right-']")
    right = words(str(browser.ask("document.querySelector(':target').innerText")))
    assert right.startswith("may read table transactions")
    assert right.endswith("statement ReadDecisions of fraud-detection/lookups/role/policy")
    assert right in browser.seen()
    browser.click(":target summary")
    assert '"dynamodb:GetItem"' in browser.seen()


def test_who_may_read_the_table_and_by_which_statement(shown: str) -> None:
    on_table = rows(item(section(shown, "access"), "table transactions"))
    looking, deciding, reporting = sorted(row for row in on_table if "read" in row)
    assert deciding.startswith(
        "workflow transaction-processing may write to, read and change rows of table transactions"
    )
    assert deciding.endswith("statement StoreTransactions of fraud-detection/workflow/role/policy")
    assert looking.startswith("workflow transaction-lookups may read table transactions")
    assert reporting.startswith("workflow transaction-reports may read and change rows of table transactions")


def test_the_statement_behind_a_right_is_one_click_away(shown: str) -> None:
    access = section(shown, "access")
    link = item(access, "table transactions").partition('href="#')[2].partition('"')[0]
    statement = access.partition(f'id="{link}"')[2].partition("</tr>")[0]
    assert '"dynamodb:GetItem"' in statement


def test_what_was_asked_of_logs_and_how_long_they_are_kept(shown: str) -> None:
    said = shown.partition('id="asked-seven-days"')[2].partition("</summary>")[0]
    assert "satisfied The log group of each function keeps its lines for seven days. 12 log groups: 7 each" in words(
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
