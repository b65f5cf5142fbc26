"""The page in a real browser: its script runs, its filter filters, and an auditor finds the answers in it."""

import re
import subprocess
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from gate.engines.judge import judge
from gate.model import Assessment
from gate.reports import html
from gate.reports.evidence import Evidence
from gate.waivers.apply import JudgedStack
from gate.waivers.load import Waiver
from policies.core.examples import edited
from policies.core.recorded_calls import blocks, files
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from tests.gate.reports.dom import BROWSER, OPTIONS, dom, words
from tests.processes import PATIENCE

DIGEST = "sha256:" + "ab" * 32
Open = Callable[[str], str]

pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="NOT TESTED: no chromium on the PATH; install Debian's chromium"),
    # One worker runs these, so that each address is shown once.
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def page(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the real stack, in which somebody answers for one longer retention until the end of November."""
    rules = rulebook()
    real = Stack.load(synthesized.read_bytes(), blocks(files()))
    group = real.of("aws_cloudwatch_log_group")[0]
    stack = edited(real, {"retention_in_days": 14}, group)
    judged = JudgedStack(judge(stack, rules), stack, rules)
    value = judged.value("FRAUD_LOG_1", group.place)
    waiver = Waiver("FRAUD_LOG_1", group.place, "payments", "RISK-7", "a migration", date(2026, 11, 30), value)
    found = judged.waived([waiver], date(2026, 11, 25))
    file = tmp_path_factory.mktemp("page") / "report.html"
    evidence = Evidence("2026-11-25", (Assessment("cdk.tf.json", DIGEST, found, stack=stack),), rules, (waiver,))
    file.write_text(html.render(evidence))
    return file


@pytest.fixture(scope="module")
def show(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Open:
    """What the page is once its script has run, at an address that ends like this; its console stays empty."""

    @cache
    def shown(end: str = "") -> str:
        return dom(page, tmp_path_factory.mktemp("user"), end)

    return shown


def items(page: str) -> list[str]:
    """The text of each control and resource that is shown."""
    found = re.findall(r'<details class="item"((?:(?!>).)*)>(.*?)</summary>', page, re.DOTALL)
    return [words(text) for attributes, text in found if "hidden" not in attributes]


def section(dom: str, name: str) -> str:
    (found,) = re.findall(rf'<section id="{name}".*?</section>', dom, re.DOTALL)
    return words(found)


def test_at_first_everything_is_shown_with_verdict_and_digest_on_top(show: Open) -> None:
    dom = show("")
    count = len(items(dom))
    assert count > 100
    top = dom[: dom.index("<nav")]
    assert "The gate is open" in top
    assert DIGEST in top
    assert "1 waived" in top


@pytest.mark.parametrize("number", ["3.5.1", "10.3.2"])
def test_which_policies_serve_a_control_how_strongly_and_on_what(number: str, show: Open) -> None:
    dom = show(f"#search=PCI%20{number}")
    (found,) = re.findall(rf'id="control-PCI-DSS-4.0.1-{re.escape(number)}".*?</table>', dom, re.DOTALL)
    said = words(found)
    assert re.search(r"(satisfied|supported in part) .* FRAUD_\w+_\d+ ", said)
    assert "fraud-detection/" in said
    if number == "3.5.1":
        assert 'server_side_encryption.kms_key_arn = the key "transactions" (aws_kms_key.' in said


def test_the_filter_leaves_what_was_asked_for_and_no_more(show: Open) -> None:
    shown = items(show("#search=10.3.2"))
    assert any("10.3.2" in each for each in shown)
    assert len(shown) < 20
    waived = items(show("#outcome=waived"))
    assert len(waived) == 1
    assert "logging" in waived[0]
    assert items(show("#search=nothing-is-called-so")) == []


def test_what_the_gap_in_log_retention_is(show: Open) -> None:
    said = section(show(""), "gaps")
    for expected in ("10.5.1", "12 months", "Seven days", "compliance"):
        assert expected in said


def test_which_waivers_end_this_month(show: Open) -> None:
    said = section(show(""), "waivers")
    for expected in ("RISK-7", "payments", "2026-11-30", "5"):
        assert expected in said.split()


def test_it_prints(page: Path, tmp_path: Path) -> None:
    assert BROWSER
    pdf = tmp_path / "report.pdf"
    command = [BROWSER, *OPTIONS, f"--user-data-dir={tmp_path / 'user'}", f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE)
    content = pdf.read_bytes()
    assert content.startswith(b"%PDF")
    (findings,) = re.findall(r"([\d,]+) findings: ", page.read_text(encoding="utf-8"))[:1]
    assert 5 < len(re.findall(rb"/Type\s*/Page\b", content)) < int(findings.replace(",", "")) / 30
