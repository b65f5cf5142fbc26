"""Each policy's violating examples, planted in the real stack, close the gate and name that policy."""

from functools import cache
from pathlib import Path

import pytest

from gate.engines.judge import judge
from gate.model import Verdict, verdict
from policies.core.policy import Policy
from policies.core.rulebook import rulebook
from tests.policies.overlaps import field, overlaps, recorded
from tests.policies.planting import Field, not_passing

RULEBOOK = rulebook()
REMEDY = "the record is stale: run `make overlaps`, and review what changed"


@cache
def real(synthesized: Path) -> Field:
    return field(synthesized)


def test_the_real_stack_is_open(synthesized: Path) -> None:
    findings = judge(real(synthesized).stack, RULEBOOK)
    assert not_passing(findings) == []
    assert verdict(findings) is Verdict.OPEN


@pytest.mark.parametrize("policy", RULEBOOK, ids=lambda policy: policy.id)
def test_each_violating_example_is_noticed_at_every_real_resource(policy: Policy, synthesized: Path) -> None:
    for name in policy.violating:
        assert real(synthesized).targets(policy)
        assert real(synthesized).unnoticed(policy, name) == [], name


@pytest.mark.parametrize("policy", RULEBOOK, ids=lambda policy: policy.id)
def test_the_record_says_which_other_policies_notice_it(policy: Policy, synthesized: Path) -> None:
    assert recorded().get(policy.id) == overlaps(real(synthesized), policy.id), REMEDY


@pytest.mark.parametrize("policy", RULEBOOK, ids=lambda policy: policy.id)
def test_what_is_remembered_of_the_real_stack_is_what_the_gate_finds(policy: Policy, synthesized: Path) -> None:
    name = next(iter(policy.violating))
    quick, whole = (real(synthesized).findings(policy, name, remembering=each) for each in (True, False))
    assert quick == whole


def test_the_record_is_of_the_rulebook_and_of_nothing_else() -> None:
    assert list(recorded()) == [policy.id for policy in RULEBOOK], REMEDY
