"""Mutants: that each is another file than the real one, and is read as the gate would read it."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from attack.blocks import blocks
from attack.edits import changes
from attack.edits.around import Around
from attack.judging import Judge
from attack.mutants import Mutant
from attack.pairs import pairs
from gate.provider.schema import schema
from policies.core.deployed_folder import TYPES as FOLDER_TYPES
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.recorded_calls import RECORD
from policies.core.stack import Stack

Drawn = list[tuple[Judge, Mutant]]


def words_of(judge: Judge, type_: str) -> Counter[str]:
    of_type = [block for block in judge.attacked.blocks.values() if block.type == type_]
    return Counter(change.words for block in of_type for change in changes(Around(block, judge.attacked.blocks)))


def test_each_block_of_the_file_is_attacked(judges: dict[str, Judge], output: Path) -> None:
    for stack, judge in judges.items():
        beside = {*FOLDER_TYPES, RECORD}
        in_file = [resource.address for resource in judge.stack.resources if resource.type not in beside]
        assert sorted(judge.attacked.blocks) == sorted(in_file), stack


def test_a_block_as_it_is_written_is_the_block_that_the_gate_reads(judges: dict[str, Judge]) -> None:
    for judge in judges.values():
        same = Mutant("", "", "", "", dict(judge.attacked.blocks))
        assert judge.mutated(same).resources == judge.stack.resources
        assert judge.noticing(same) == frozenset()


def test_values_are_exchanged_in_a_block_and_with_the_next_of_its_type(judges: dict[str, Judge]) -> None:
    judge = judges["fraud-detection"]
    words = words_of(judge, "aws_lambda_function")
    assert "is ERROR" in words
    assert "has its ip and apiKeyId exchanged" in words_of(judge, "aws_api_gateway_stage")
    keys = [each for each in judge.attacked.blocks.values() if each.type == "aws_api_gateway_api_key"]
    exchanged = [each for key in keys for each in judge.attacked.of(key.address) if len(each.blocks) == 2]
    names = [each for each in exchanged if each.path == "name" and each.kind == "exchanged"]
    assert len(names) == len(keys) - 1
    assert all(judge.noticing(each) for each in names)


def test_the_trigger_of_the_deployment_moves_with_the_api_and_stays_wrong_where_it_is_changed(
    judges: dict[str, Judge],
) -> None:
    judge = judges["fraud-detection"]
    attacked = judge.attacked.blocks
    (deployment,) = (block for block in attacked.values() if block.type == "aws_api_gateway_deployment")
    method = next(block for block in attacked.values() if block.type == "aws_api_gateway_method")
    open_to_all = method._replace(body={**method.body, "api_key_required": False})
    stale = deployment._replace(body={**deployment.body, "triggers": {"content": "0" * 64}})
    moved, left = (
        judge.noticing(Mutant("", "", "", "", {block.address: block for block in changed}))
        for changed in ([open_to_all], [open_to_all, stale])
    )
    assert moved
    assert left - moved == {"FRAUD_API_35"}


def test_a_mutant_is_read_as_its_file_would_be(sample: Drawn, output: Path) -> None:
    files = {stack: json.loads((output / "stacks" / stack / "cdk.tf.json").read_text()) for stack in KNOWN_STACKS}
    tried = [(judge, mutant) for judge, mutant in sample if mutant.kind not in ("added type", "resource")][::10]
    assert len(tried) > 30
    for judge, mutant in tried:
        file = written(files[judge.stack.name], mutant)
        read = {each.address: each for each in Stack.load(json.dumps(file).encode()).resources}
        mutated = judge.mutated(mutant).by_address
        assert all(mutated[address].values == read[address].values for address in mutant.blocks), mutant.words


def written(file: Any, mutant: Mutant) -> Any:
    """The file with the mutant's blocks in it."""
    changed = json.loads(json.dumps(file))
    for block in mutant.blocks.values():
        assert block
        if block.type.startswith("aws_"):
            changed["resource"][block.type][block.name] = block.body
        elif block.type == block.name:
            changed[block.type] = block.body
        else:
            changed[block.type][block.name] = [block.body] if block.type == "provider" else block.body
    return changed


def test_no_mutant_is_the_real_file(sample: Drawn) -> None:
    for judge, mutant in sample:
        before = {address: judge.attacked.blocks.get(address) for address in mutant.blocks}
        assert repr(before) != repr(mutant.blocks), mutant.words


def test_policies_definitions_and_templates_are_changed_in_their_own_grammar(judges: dict[str, Judge]) -> None:
    judge = judges["fraud-detection"]
    statements = words_of(judge, "aws_iam_role_policy")
    assert statements["has NotAction"]
    assert statements["is Deny"]
    assert statements["holds kms:PutKeyPolicy as well"]
    assert words_of(judge, "aws_kms_key")["has StringEqualsIfExists and not StringEquals"]
    states = words_of(judge, "aws_sfn_state_machine")
    assert states["is Pass"]
    assert states["is ['States.ALL']"]
    assert any(
        said.startswith("is without its line") for said in words_of(judge, "aws_api_gateway_integration_response")
    )
    assert words_of(judge, "aws_api_gateway_model")["is '.*'"]
    assert words_of(judge, "aws_cloudwatch_event_rule")["is [{'exists': True}]"]


def test_every_argument_that_is_absent_is_added(judges: dict[str, Judge]) -> None:
    judge = judges["fraud-detection"]
    for type_, taken in schema().types.items():
        block = next((block for block in judge.attacked.blocks.values() if block.type == type_), None)
        if block:
            added = {
                change.steps[0] for change in changes(Around(block, judge.attacked.blocks)) if change.kind == "added"
            }
            assert {*taken.arguments, *taken.nested} - {*block.body} <= added, type_


def test_the_same_seed_draws_the_same_pairs(judges: dict[str, Judge]) -> None:
    attacked = judges["account"].attacked
    first, again, other = ([mutant.words for mutant in pairs(attacked, seed, 20)] for seed in ("one", "one", "another"))
    assert first == again != other


def test_two_changes_are_both_there(judges: dict[str, Judge]) -> None:
    attacked = judges["account"].attacked
    for mutant in pairs(attacked, "seed", 50):
        one, other = mutant.parts
        assert mutant.blocks != one.blocks
        assert mutant.blocks != other.blocks


def test_blocks_of_every_sort_are_read(tmp_path: Path) -> None:
    file = {
        "//": {},
        "terraform": {"required_version": "x"},
        "provider": {"aws": [{"region": "x"}]},
        "variable": {"a": {}},
        "data": {"aws_ami": {"b": {}}},
        "resource": {"aws_kms_key": {"c": {}}},
    }
    found = [block.address for block in blocks(file)]
    assert found == ["terraform.terraform", "provider.aws", "variable.a", "data.aws_ami.b", "aws_kms_key.c"]


@pytest.mark.parametrize("type_", ["aws_kms_key", "aws_wafv2_web_acl", "aws_lambda_function"])
def test_the_extract_knows_what_a_type_takes(type_: str) -> None:
    assert schema().types[type_].arguments
    assert type_ not in schema().other_types
