"""Each file is judged as the stack that it names, and none passes as another one."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gate.engines.judge import judge
from gate.model import Finding, Outcome
from policies.core.deployed_folder import STACK
from policies.core.examples import Draft
from policies.core.known_stacks import ACCOUNT, BELONGS, DELIVERY, KNOWN_STACKS, SYSTEM
from policies.core.recorded_calls import blocks, files
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.core.whole_stack import whole_stack
from policies.identity.shared.exact_grants import ExactGrants

RULEBOOK = rulebook()
File = dict[str, Any]


@pytest.fixture
def output(synthesized: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(synthesized.parents[2], tmp_path / "cdktf.out"))


def file_of(output: Path, stack: str) -> Path:
    return output / "stacks" / stack / "cdk.tf.json"


def edit(path: Path, change: Callable[[File], None]) -> None:
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def call(name: object) -> Callable[[File], None]:
    return lambda content: content["//"]["metadata"].update(stackName=name)


def wrong(stack: Stack) -> list[Finding]:
    return [finding for finding in judge(stack, RULEBOOK) if finding.outcome is not Outcome.PASS]


def ids(stack: Stack) -> set[str]:
    return {finding.policy for finding in wrong(stack)}


@pytest.mark.parametrize("name", KNOWN_STACKS)
def test_each_stack_passes_in_its_folder_and_alone(name: str, output: Path) -> None:
    path = file_of(output, name)
    assert wrong(whole_stack(path)) == []
    assert wrong(Stack.load(path.read_bytes(), blocks(files()))) == []


def test_the_system_under_the_accounts_name_is_closed_by_many(output: Path) -> None:
    path = file_of(output, ACCOUNT)
    path.write_text(file_of(output, SYSTEM).read_text())
    edit(path, call(ACCOUNT))
    stack = whole_stack(path)
    assert stack.name == ACCOUNT
    unclaimed = {each.place for each in wrong(stack) if each.policy == "UNCLAIMED_TYPE"}
    foreign = [each for each in stack.resources if ACCOUNT not in BELONGS.get(each.type, (SYSTEM,))]
    assert {each.place for each in foreign} <= unclaimed
    assert {"FRAUD_FILE_23", "FRAUD_FILE_28", "FRAUD_FILE_34", "FRAUD_API_19", "FRAUD_ENCRYPTION_13"} < ids(stack)


def test_the_account_under_the_systems_name_is_closed_by_many(output: Path) -> None:
    path = file_of(output, SYSTEM)
    path.write_text(file_of(output, ACCOUNT).read_text())
    edit(path, call(SYSTEM))
    assert {"UNCLAIMED_TYPE", "FRAUD_FILE_23", "FRAUD_FUNCTION_4", "FRAUD_API_1"} < ids(whole_stack(path))


@pytest.mark.parametrize(
    ("folder", "other"), [(SYSTEM, ACCOUNT), (ACCOUNT, SYSTEM), (DELIVERY, ACCOUNT), (SYSTEM, DELIVERY)]
)
def test_a_file_in_the_folder_of_another_stack_is_closed_by_its_name(folder: str, other: str, output: Path) -> None:
    file_of(output, folder).write_text(file_of(output, other).read_text())
    (found,) = [each for each in wrong(whole_stack(file_of(output, folder))) if each.policy == "FRAUD_FOLDER_7"]
    assert (found.place, found.outcome) == (f"stacks/{folder}", Outcome.FAIL)
    assert found.details == f"holds a file of the stack {other}, which belongs in stacks/{other}"


@pytest.mark.parametrize(("missing", "left"), [(SYSTEM, ACCOUNT), (ACCOUNT, SYSTEM)])
def test_a_stack_without_the_other_is_closed(missing: str, left: str, output: Path) -> None:
    shutil.rmtree(file_of(output, missing).parent)
    expected = {policy.id for policy in RULEBOOK if STACK in policy.applies_to and left in policy.stacks}
    assert ids(whole_stack(file_of(output, left))) == {"FRAUD_FOLDER_1", *expected}


@pytest.mark.parametrize("left", [SYSTEM, ACCOUNT])
def test_a_stack_without_the_one_that_no_rule_of_its_own_reads_is_closed(left: str, output: Path) -> None:
    shutil.rmtree(file_of(output, DELIVERY).parent)
    assert ids(whole_stack(file_of(output, left))) == {"FRAUD_FOLDER_1"}


@pytest.mark.parametrize("name", KNOWN_STACKS)
def test_a_stack_that_nobody_knows_closes_each_stack_beside_it(name: str, output: Path) -> None:
    shutil.copytree(file_of(output, ACCOUNT).parent, output / "stacks" / "payments")
    assert ids(whole_stack(file_of(output, name))) == {"FRAUD_FOLDER_1"}


@pytest.mark.parametrize("name", KNOWN_STACKS)
@pytest.mark.parametrize(
    "change",
    [
        lambda stacks: stacks.pop(ACCOUNT),
        lambda stacks: stacks.pop(SYSTEM),
        lambda stacks: stacks.pop(DELIVERY),
        lambda stacks: stacks.update(payments=stacks[ACCOUNT]),
        lambda stacks: stacks[ACCOUNT].update(workingDirectory=f"stacks/{SYSTEM}"),
        lambda stacks: stacks[SYSTEM].update(dependencies=[ACCOUNT]),
        lambda stacks: stacks.update({ACCOUNT: stacks[SYSTEM], SYSTEM: stacks[ACCOUNT]}),
    ],
)
def test_the_manifest_names_all_stacks_each_with_its_own_folder(
    change: Callable[[File], None], name: str, output: Path
) -> None:
    edit(output / "manifest.json", lambda manifest: change(manifest["stacks"]))
    assert ids(whole_stack(file_of(output, name))) == {"FRAUD_FOLDER_2"}


@pytest.mark.parametrize(
    ("name", "type_", "belongs"),
    [
        (ACCOUNT, "aws_sqs_queue", SYSTEM),
        (ACCOUNT, "aws_lambda_function", SYSTEM),
        (ACCOUNT, "output", SYSTEM),
        (SYSTEM, "aws_api_gateway_account", ACCOUNT),
        (SYSTEM, "aws_s3_bucket", DELIVERY),
        (ACCOUNT, "aws_s3_bucket_versioning", DELIVERY),
    ],
)
def test_what_belongs_to_another_stack_closes_by_its_type(name: str, type_: str, belongs: str, output: Path) -> None:
    draft = Draft(Stack.load(file_of(output, name).read_bytes(), blocks(files())))
    draft[(type_, "planted")] = {"name": "planted"}
    found = [each for each in wrong(draft.rebuilt()) if each.policy == "UNCLAIMED_TYPE"]
    assert [(each.place, each.details) for each in found] == [
        (f"{type_}.planted", f"no policy judges {type_} in the stack {name}: it belongs to {belongs}")
    ]


def test_what_belongs_to_several_stacks_is_judged_in_each_unless_it_is_about_one_part_of_the_system() -> None:
    """A rule on such a type that is not asked of one of the stacks would be lost there."""
    shared = {type_: {*stacks} for type_, stacks in BELONGS.items() if len(stacks) > 1}
    for type_ in ("stack", "terraform", "variable"):
        del shared[type_]
    lost = {
        policy.id
        for policy in RULEBOOK
        for type_ in policy.applies_to
        if not shared.get(type_, set()) <= {*policy.stacks}
    }
    # What one role may do, in so many words, or by what it was seen to call.
    one_role = {policy.id for policy in RULEBOOK if isinstance(policy, ExactGrants)}
    # How services may use a key: those of the delivery let none in, which FRAUD_ENCRYPTION_15 judges.
    services = {f"FRAUD_ENCRYPTION_{number}" for number in (16, 17, 18)}
    seen = {f"FRAUD_IAM_{number}" for number in (20, 21, 22)}
    # What a service may do that runs as a role; what GitHub may, which deploys, is judged as such, by other rules.
    of_services = {f"FRAUD_IAM_{number}" for number in (2, 3, 6, 7, 8, 31, 33)}
    of_github = {f"FRAUD_DELIVERY_{number}" for number in (22, 23, 24)}
    # The names of what GitHub's roles make, and of which nothing stands beside them.
    made = {"FRAUD_DELIVERY_26"}
    assert lost == one_role | services | seen | of_services | of_github | made
