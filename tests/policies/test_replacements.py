"""What is created before it is destroyed, and what an ARN that is written out stands for."""

from pathlib import Path
from typing import Any

import pytest

from policies.aws.arn import arn_named, with_arn, written_in
from policies.aws.dependencies import created_first
from policies.core.evaluate import evaluate
from policies.core.examples import Draft
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen
from policies.file.create_before_destroy_reaches_no_fixed_identity import CreateBeforeDestroyReachesNoFixedIdentity
from policies.file.shared.replacements import MAY_EXIST_TWICE, PARTS_OF_THE_API

ROLE, MACHINE = "aws_iam_role", "aws_sfn_state_machine"
INTEGRATION = "aws_api_gateway_integration"
OURS = arn_named(ROLE, "api")


def named(type_: str, name: str, **values: Any) -> Resource:
    return Resource(type_, name, Frozen({"name": name, **values}))


@pytest.fixture
def draft(synthesized: Path) -> Draft:
    return Draft(Stack.load(synthesized.read_bytes()))


def closing(draft: Draft) -> set[str]:
    """The types at which the policy closes the gate."""
    judged = evaluate(CreateBeforeDestroyReachesNoFixedIdentity(), draft.rebuilt())
    return {each.resource.type for each in judged if each.resource and each.violations}


def test_each_exception_is_needed(synthesized: Path) -> None:
    reached = {address.partition(".")[0] for address in created_first(Stack.load(synthesized.read_bytes()))}
    assert {*MAY_EXIST_TWICE, *PARTS_OF_THE_API} == reached


def test_a_reference_to_the_role_closes(draft: Draft) -> None:
    integration, role = draft.first(INTEGRATION), draft.first(ROLE, named="fraud-detection-api-transaction")
    draft[integration]["credentials"] = f"${{{'.'.join(role)}.arn}}"
    assert closing(draft) == {ROLE}


def test_a_reference_to_the_workflow_closes_at_it_and_at_all_behind_it(draft: Draft) -> None:
    integration, machine = draft.first(INTEGRATION), draft.first(MACHINE, named="transaction-processing")
    draft[integration]["request_templates"] = {"application/json": f"${{{'.'.join(machine)}.arn}}"}
    assert {MACHINE, "aws_lambda_function", "aws_sqs_queue", "aws_cloudwatch_log_group", ROLE} <= closing(draft)


def test_an_integration_that_waits_for_the_grants_of_its_role_closes(draft: Draft) -> None:
    grants = next(at for at in draft.of("aws_iam_role_policy") if "StartSyncExecution" in str(draft[at]["policy"]))
    draft[draft.first(INTEGRATION)]["depends_on"].append(".".join(grants))
    assert {ROLE, "aws_iam_role_policy", MACHINE} <= closing(draft)


def test_a_type_that_nobody_knows_counts_as_one_with_a_fixed_identity(draft: Draft) -> None:
    draft["aws_new_thing", "new"] = {"lifecycle": [{"create_before_destroy": True}]}
    assert closing(draft) == {"aws_new_thing"}


@pytest.mark.parametrize(
    "text",
    [
        OURS.replace("${var.account_id}", "1" * 12),
        OURS.replace("${var.account_id}", "*"),
        OURS.replace("iam::", "iam:us-east-1:"),
        OURS.removesuffix("api"),
        f"{OURS}-2",
        f"{OURS[:-1]}*",
        f"{OURS}/api",
        f" {OURS}",
        arn_named(ROLE, "with-a-path"),
        arn_named(ROLE, "twice"),
        arn_named(MACHINE, "api"),
        "${aws_iam_role.api.name}",
        None,
    ],
)
def test_only_the_arn_of_one_resource_of_this_stack_is_resolved(text: str | None) -> None:
    twice = [Resource(ROLE, each, Frozen({"name": "twice"})) for each in ("first", "second")]
    ours, paths = named(ROLE, "api"), named(ROLE, "with-a-path", path="/service/")
    stack = Stack((ours, paths, *twice, named(MACHINE, "decide")))
    assert with_arn(OURS, ROLE, stack) is ours
    assert with_arn("${aws_iam_role.api.arn}", ROLE, stack) is ours
    assert with_arn(OURS, MACHINE, stack) is None
    assert with_arn(text, ROLE, stack) is None


def test_the_arns_in_a_text_are_found_whole() -> None:
    short, long = named(ROLE, "api"), named(ROLE, "api-logging")
    stack = Stack((short, long))
    assert list(written_in(f'{{"a":"{arn_named(ROLE, "api-logging")}"}}, {OURS}.', stack)) == [long, short]
