"""An entry says of each control what the reports of the run say, and names the waivers that counted."""

from dataclasses import replace
from datetime import date

import pytest

from gate.ledger.deploy import PASSING, WAIVED, CountedWaiver
from gate.ledger.of_evidence import controls, counted_waivers
from gate.ledger.reading import read
from gate.model import Assessment, Finding, Outcome
from gate.reports.evidence import Evidence
from gate.reports.status import Status, status
from gate.waivers.load import Waiver
from policies.core.control import Strength
from policies.core.rulebook import rulebook
from tests.gate.ledger.test_reading import ENTRY

RULES = rulebook()
(POLICY,) = (policy for policy in RULES if policy.id == "FRAUD_LOG_1")
WAIVER = Waiver(POLICY.id, "logs", "payments", "RISK-7", "a reason", date(2026, 12, 24), "sha256:0")


def evidence(outcome: Outcome = Outcome.PASS, waiver: str = "", *waivers: Waiver) -> Evidence:
    """All policies pass but this one."""
    findings = [Finding("policies", policy.id, "logs", Outcome.PASS) for policy in RULES if policy is not POLICY]
    findings.append(Finding("policies", POLICY.id, "logs", outcome, waiver=waiver))
    return Evidence("2026-11-28", (Assessment("cdk.tf.json", "", tuple(findings)),), RULES, waivers)


def fared(of: Evidence) -> dict[str, str]:
    """How the controls fared that the policy serves."""
    names = {f"{each.control.standard} {each.control.number}" for each in POLICY.controls}
    return {name: word for name, word in controls(of).items() if name in names}


def test_each_control_fares_as_the_reports_say() -> None:
    of = evidence()
    said = controls(of)
    assert len(said) == len(of.services)
    for control, services in of.services.items():
        assert said[f"{control.standard} {control.number}"] == status(services).value
    assert said["PCI DSS 4.0.1 10.5.1"] == Status.GAP.value
    assert any(word in PASSING for word in said.values())


@pytest.mark.parametrize(
    ("outcome", "waiver", "word"),
    [
        (Outcome.FAIL, "RISK-7", WAIVED),
        (Outcome.FAIL, "", Status.FAILS.value),
        (Outcome.ERROR, "", Status.NOT_JUDGED.value),
    ],
)
def test_what_does_not_pass_is_waived_or_not(outcome: Outcome, waiver: str, word: str) -> None:
    assert {*fared(evidence(outcome, waiver)).values()} == {word}


def test_the_waivers_that_counted_are_named_and_no_others() -> None:
    unused = (replace(WAIVER, place="elsewhere"), replace(WAIVER, ticket="RISK-8"), replace(WAIVER, policy="X"))
    found = counted_waivers(evidence(Outcome.FAIL, "RISK-7", WAIVER, *unused))
    assert found == (CountedWaiver(POLICY.id, "logs", "payments", "RISK-7", "2026-12-24"),)
    assert counted_waivers(evidence(Outcome.PASS, "", WAIVER)) == ()


def test_an_entry_takes_whatever_stands_in_a_waiver() -> None:
    waiver = replace(WAIVER, owner="x" * 900, ticket="RISK\n7")
    of = evidence(Outcome.FAIL, "RISK\n7", waiver)
    deploy = replace(ENTRY.deploy, controls=controls(of), waivers=counted_waivers(of))
    entry = replace(ENTRY, deploy=deploy)
    assert read(entry.text()) == entry
    assert deploy.waivers[0].ticket == r"RISK\n7"


def test_every_strength_has_a_word() -> None:
    served = {mapped.strength for policy in RULES for mapped in policy.controls}
    assert served == {*Strength}
