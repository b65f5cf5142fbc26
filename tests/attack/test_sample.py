"""A sample of the attack, in each run of the tests; `make mutate` is the whole."""

from collections import Counter
from typing import Any

import pytest

from attack.field import closing
from attack.judging import Judge
from attack.mutants import Mutant
from attack.oracle import oracle
from attack.outcomes import Outcomes, outcomes, together
from attack.score import score
from policies.core.rulebook import rulebook
from policies.core.terraform_file import Unreadable
from tests.attack.losing import emptied_of

Drawn = list[tuple[Judge, Mutant]]


@pytest.fixture(scope="module")
def found(sample: Drawn) -> Outcomes:
    return together(outcomes(judge, [mutant]) for judge, mutant in sample)


def test_every_mutant_of_the_sample_that_must_close_the_gate_closes_it(sample: Drawn, found: Outcomes) -> None:
    counted = score(found, oracle())
    assert [mutant.words for mutant in counted.survivors] == []
    assert counted.total.mutants == len(sample) >= 500


def test_the_sample_is_of_many_types_and_of_every_kind(sample: Drawn) -> None:
    kinds = Counter(mutant.kind for _, mutant in sample)
    assert {"removed", "nulled", "another type", "moved number", "another text", "another case", "widened"} <= {*kinds}
    assert {"retargeted", "expression", "added", "grammar", "added type", "two edits"} <= {*kinds}
    assert len({mutant.type for _, mutant in sample}) > 30


def test_what_is_found_quickly_is_what_the_gate_finds(sample: Drawn) -> None:
    for judge, mutant in sample[::40]:
        try:
            assert judge.noticing(mutant) == closing(judge.mutated(mutant), rulebook()), mutant.words
        except Unreadable:
            assert judge.noticing(mutant) == {"UNREADABLE"}


def test_a_table_that_calls_nothing_harmless_has_survivors(found: Outcomes) -> None:
    """Else nothing would be known of what the table lets pass."""
    assert score(found, ()).survivors


def test_a_policy_that_finds_nothing_any_more_lets_mutants_survive(judges: dict[str, Judge], output: Any) -> None:
    emptied = Judge(output / "stacks" / "fraud-detection" / "cdk.tf.json", emptied_of("FRAUD_LOG_1"))
    address = next(at for at in emptied.attacked.blocks if at.startswith("aws_cloudwatch_log_group."))
    survivors = score(outcomes(emptied, emptied.attacked.of(address)), oracle()).survivors
    assert {mutant.path for mutant in survivors} == {"retention_in_days"}
    assert score(outcomes(judges["fraud-detection"], emptied.attacked.of(address)), oracle()).survivors == []
