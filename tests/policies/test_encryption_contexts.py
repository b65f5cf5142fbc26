"""A condition on an encryption context holds for what AWS sends, in the form in which it sends it, and no more."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from attack.field import Field
from policies.aws.iam import DOCUMENTS
from policies.core.examples import Draft
from policies.core.stack import Stack
from policies.requirements import REGION
from tests.policies.overlaps import field

CONTEXT = "kms:EncryptionContext:"
ACCOUNT = "${var.account_id}"
# Where one resource may be named in two ways, by reference or by the ARN that is made of its name.
SAME = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:transaction-processing"
KINDS = (
    "lambda:function:",
    "states:stateMachine:",
    "sqs:",
    "sns:",
    "ssm:parameter/",
    "dynamodb:table/",
    "events:rule/",
)
Test = tuple[tuple[str, str], int, str, str]


@cache
def real(path: Path) -> Field:
    return field(path)


def conditions_at(draft: Draft, at: tuple[str, str], position: int, operator: str) -> Any:
    return draft[at][DOCUMENTS[at[0]][0]]["Statement"][position]["Condition"][operator]


def on_contexts(stack: Stack) -> Iterator[Test]:
    """(address, statement, operator, key) of each test of an encryption context."""
    for at, values in Draft(stack).items():
        document = values.get(DOCUMENTS[at[0]][0]) if at[0] in DOCUMENTS else None
        for position, statement in enumerate(document["Statement"] if isinstance(document, dict) else ()):
            for operator, tests in statement.get("Condition", {}).items():
                yield from ((at, position, operator, key) for key in tests if key.startswith(CONTEXT))


def others(value: str, stack: Stack) -> Iterator[str]:
    """What is not the value: wider, written otherwise, of another resource, or the same resource in another form."""
    yield from (f"{value}*", f"{value}/x", f"{value}:*", value.upper(), "*", ACCOUNT)
    names = (value.rpartition(":")[2], "other")
    yield from (f"arn:aws:{kind.replace(':', f':{REGION}:{ACCOUNT}:', 1)}{name}" for kind in KINDS for name in names)
    kinds = ("dynamodb_table", "lambda_function", "sfn_state_machine", "sns_topic", "sqs_queue", "ssm_parameter")
    resources = (stack.of(f"aws_{kind}")[0] for kind in kinds)
    yield from (f"${{{each.address}.{attribute}}}" for each in resources for attribute in ("arn", "name", "id"))


def test_an_encryption_context_accepts_no_value_but_its_own(synthesized: Path) -> None:
    world, open_to = real(synthesized), []
    for at, position, operator, key in on_contexts(world.stack):
        value = conditions_at(Draft(world.stack), at, position, operator)[key]
        first = value[0] if isinstance(value, list) else value
        for other in {*others(first, world.stack)} - {first, SAME}:
            draft = Draft(world.stack)
            conditions_at(draft, at, position, operator)[key] = other
            if not world.closes(draft.rebuilt()):
                open_to.append((at[1], key, other))
    assert not open_to


def test_an_encryption_context_does_not_stand_for_another(synthesized: Path) -> None:
    world, open_to = real(synthesized), []
    keys = {key for *_, key in on_contexts(world.stack)}
    for at, position, operator, key in on_contexts(world.stack):
        for other in keys - {key}:
            draft = Draft(world.stack)
            tests = conditions_at(draft, at, position, operator)
            tests[other] = tests.pop(key)
            if not world.closes(draft.rebuilt()):
                open_to.append((at[1], key, other))
    assert not open_to


def test_an_encryption_context_may_not_be_left_out(synthesized: Path) -> None:
    world = real(synthesized)
    for at, position, operator, key in on_contexts(world.stack):
        draft = Draft(world.stack)
        del conditions_at(draft, at, position, operator)[key]
        assert world.closes(draft.rebuilt()), (at, key)
