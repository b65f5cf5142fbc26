"""Each policy's violating examples, planted in the real stack, close the gate and name that policy."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from attack.field import closing
from gate.engines.judge import judge
from gate.model import Verdict, verdict
from policies.core.examples import edited
from policies.core.policy import Policy
from policies.core.rulebook import rulebook
from tests.policies.overlaps import fields, overlaps, recorded
from tests.policies.planting import Planting

RULEBOOK = rulebook()
REMEDY = "the record is stale: run `make overlaps`, and review what changed"


@cache
def real(synthesized: Path) -> Sequence[Planting]:
    return fields(synthesized)


def judged(policy: Policy, synthesized: Path) -> Sequence[Planting]:
    """The stacks that a policy judges, the one of its own example first."""
    by_name = {field.stack.name: field for field in real(synthesized)}
    return [by_name[name] for name in policy.stacks]


def test_each_real_stack_is_open(synthesized: Path) -> None:
    for field in real(synthesized):
        assert closing(field.stack, RULEBOOK) == set()
        assert verdict(judge(field.stack, RULEBOOK)) is Verdict.OPEN


@pytest.mark.parametrize("policy", RULEBOOK, ids=lambda policy: policy.id)
def test_each_violating_example_is_noticed_at_every_real_resource(policy: Policy, synthesized: Path) -> None:
    for number, field in enumerate(judged(policy, synthesized)):
        assert field.targets(policy)
        planted = [name for name in policy.violating if field.plants(policy, name)]
        # In another stack than that of the example, an edit may find nothing of what it needs.
        assert planted if number else planted == [*policy.violating]
        for name in planted:
            assert field.unnoticed(policy, name) == [], name


@pytest.mark.parametrize("policy", RULEBOOK, ids=lambda policy: policy.id)
def test_the_record_says_which_other_policies_notice_it(policy: Policy, synthesized: Path) -> None:
    assert recorded().get(policy.id) == overlaps(real(synthesized), policy.id), REMEDY


@pytest.mark.parametrize("policy", RULEBOOK[::4], ids=lambda policy: policy.id)
def test_what_is_found_quickly_is_what_the_gate_finds(policy: Policy, synthesized: Path) -> None:
    for field in judged(policy, synthesized):
        name = next(name for name in policy.violating if field.plants(policy, name))
        planted = edited(field.stack, policy.violating[name], field.targets(policy)[0])
        assert field.failing(planted) == closing(planted, RULEBOOK)


def test_the_record_is_of_the_rulebook_and_of_nothing_else() -> None:
    assert list(recorded()) == [policy.id for policy in RULEBOOK], REMEDY
