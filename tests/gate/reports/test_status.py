"""A control has one status, and every report that names the control says the same."""

import itertools

import pytest

from gate.model import Finding, Outcome
from gate.reports.service import Service
from gate.reports.status import Status, status
from policies.core.control import Control, ControlMapping, Strength
from policies.core.rulebook import rulebook

CONTROL = Control("A standard", "1.2", "What it asks", "who says so")
POLICY = rulebook()[0]
FINDINGS = {
    "passes": (Finding("policies", POLICY.id, "p", Outcome.PASS),),
    "fails": (Finding("policies", POLICY.id, "p", Outcome.PASS), Finding("policies", POLICY.id, "q", Outcome.FAIL)),
    "is waived": (Finding("policies", POLICY.id, "p", Outcome.FAIL, waiver="RISK-7"),),
    "could not judge": (Finding("policies", POLICY.id, "p", Outcome.ERROR),),
    "found nothing": (),
}


def service(strength: Strength, found: str = "passes") -> Service:
    return Service(POLICY, ControlMapping(CONTROL, strength), FINDINGS[found])


@pytest.mark.parametrize(
    ("strengths", "expected"),
    [
        ([Strength.SATISFIES], Status.SATISFIED),
        ([Strength.SUPPORTS], Status.SUPPORTED),
        ([Strength.SUPPORTS, Strength.SATISFIES], Status.SATISFIED),
        ([Strength.CONTRADICTS], Status.GAP),
        ([Strength.SATISFIES, Strength.CONTRADICTS, Strength.SUPPORTS], Status.GAP),
    ],
)
def test_where_all_pass_the_strengths_decide(strengths: list[Strength], expected: Status) -> None:
    assert status(map(service, strengths)) is expected


@pytest.mark.parametrize("strength", Strength)
@pytest.mark.parametrize("found", ["fails", "is waived"])
def test_a_failure_is_one_though_somebody_answers_for_it_and_others_pass(strength: Strength, found: str) -> None:
    for other, beside in itertools.product(Strength, FINDINGS):
        assert status([service(other, beside), service(strength, found)]) is Status.FAILS


@pytest.mark.parametrize("strength", Strength)
@pytest.mark.parametrize("found", ["could not judge", "found nothing"])
def test_what_was_judged_in_part_was_not_judged(strength: Strength, found: str) -> None:
    for other in Strength:
        assert status([service(other), service(strength, found)]) is Status.NOT_JUDGED


def test_a_control_that_no_policy_serves_was_not_judged() -> None:
    assert status([]) is Status.NOT_JUDGED
