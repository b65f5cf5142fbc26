"""What the record says of a policy's loss holds: with the policy emptied, what it alone noticed goes unnoticed."""

import json
from pathlib import Path

import pytest

from attack import record
from attack.judging import Judge
from attack.mutants import Mutant
from policies.core.known_stacks import SYSTEM
from tests.attack.losing import emptied_of

FELT = json.loads(record.FILE.read_text(encoding="utf-8"))["policies"]
# One in so many of the policies that guard something alone.
LOST = [policy for policy, felt in FELT.items() if felt["guards"] and "aws_sfn" not in felt["guards"][0]][::20]


def noticed_by_it_alone(judge: Judge, policy: str) -> list[Mutant]:
    """Some of the mutants that nothing else notices, where the record says that they are."""
    type_, _, attribute = FELT[policy]["guards"][0].partition(".")
    found: list[Mutant] = []
    for address, block in judge.attacked.blocks.items():
        if block.type == type_:
            in_it = (each for each in judge.attacked.of(address) if each.path.startswith(attribute))
            found += [mutant for mutant in in_it if judge.noticing(mutant) == {policy}]
        if len(found) >= 5:
            break
    return found[:5]


@pytest.mark.parametrize("policy", LOST)
def test_what_a_policy_alone_noticed_nothing_notices_without_it(
    policy: str, judges: dict[str, Judge], output: Path
) -> None:
    mutants = noticed_by_it_alone(judges[SYSTEM], policy)
    emptied = Judge(output / "stacks" / SYSTEM / "cdk.tf.json", emptied_of(policy))
    assert mutants
    for mutant in mutants:
        assert emptied.noticing(mutant) == frozenset(), mutant.words


def test_the_sample_is_of_several_policies() -> None:
    assert len(LOST) >= 5
