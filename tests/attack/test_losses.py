"""What the record says of a policy's loss holds: with the policy emptied, what it alone noticed goes unnoticed."""

import json
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from attack import record
from attack.judging import Judge
from attack.mutants import Mutant
from attack.score import FOLLOWING
from policies.core.examples import edited
from policies.core.policy import Policy
from policies.core.rulebook import rulebook
from tests.attack.losing import emptied_of
from tests.policies.overlaps import fields
from tests.policies.planting import Planting

FELT = json.loads(record.FILE.read_text(encoding="utf-8"))["policies"]
# One in so many of the policies that guard something alone.
LOST = [policy for policy, felt in FELT.items() if felt["guards"] and "aws_sfn" not in felt["guards"][0]][::20]


TWOFOLD = tomllib.loads(record.FILE.with_name("twofold.toml").read_text(encoding="utf-8"))["twofold"]
NEVER_ALONE = [policy for entry in TWOFOLD for policy in entry["policies"]]


@cache
def real(synthesized: Path) -> Sequence[Planting]:
    return fields(synthesized)


def alone_by_example(policy: Policy, stacks: Sequence[Planting]) -> Iterator[str]:
    """The examples that, planted at some real resource, no other policy notices."""
    for name in policy.violating:
        for field in stacks:
            for target in field.targets(policy) if field.plants(policy, name) else ():
                if field.failing(edited(field.stack, policy.violating[name], target)) <= {policy.id} | FOLLOWING:
                    yield name


@pytest.mark.parametrize("policy", rulebook(), ids=lambda policy: policy.id)
def test_the_loss_of_a_policy_would_be_felt_or_it_is_kept_for_a_reason(policy: Policy, synthesized: Path) -> None:
    is_felt = bool(FELT[policy.id]["alone"]) or any(alone_by_example(policy, real(synthesized)))
    assert is_felt is (policy.id not in NEVER_ALONE)


def test_each_reason_is_given_once() -> None:
    assert len(NEVER_ALONE) == len({*NEVER_ALONE})
    assert all(entry["reason"].strip() and entry.keys() == {"policies", "reason"} for entry in TWOFOLD)


def noticed_by_it_alone(judge: Judge, policy: str) -> list[Mutant]:
    """Some of the mutants that nothing else notices, where the record says that they are."""
    type_, _, attribute = FELT[policy]["guards"][0].partition(".")
    found: list[Mutant] = []
    for address, block in judge.attacked.blocks.items():
        if block.type == type_:
            in_it = (each for each in judge.attacked.of(address) if each.path.startswith(attribute))
            found += [mutant for mutant in in_it if judge.noticing(mutant) - FOLLOWING == {policy}]
        if len(found) >= 5:
            break
    return found[:5]


@pytest.mark.parametrize("policy", LOST)
def test_what_a_policy_alone_noticed_nothing_notices_without_it(
    policy: str, judges: dict[str, Judge], output: Path
) -> None:
    stack = next(each.stacks[0] for each in rulebook() if each.id == policy)
    mutants = noticed_by_it_alone(judges[stack], policy)
    emptied = Judge(output / "stacks" / stack / "cdk.tf.json", emptied_of(policy))
    assert mutants
    for mutant in mutants:
        assert emptied.noticing(mutant) <= FOLLOWING, mutant.words


def test_the_sample_is_of_several_policies() -> None:
    assert len(LOST) >= 5
