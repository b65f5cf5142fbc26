"""What is left is held to what must be."""

import pytest

from teardown.left import left

BACKUP = "arn:aws:dynamodb:us-east-1:123456789012:table/transactions/backup/1"
KEPT, OTHER = (f"arn:aws:kms:us-east-1:123456789012:key/{name}" for name in ("kept", "other"))
QUEUE = "arn:aws:sqs:us-east-1:123456789012:transaction-review"
READY = {KEPT: "Enabled", OTHER: "PendingDeletion"}


def test_the_backup_its_key_and_keys_that_wait_are_all_that_may_be_left() -> None:
    found = list(left({BACKUP: KEPT}, [KEPT, OTHER], READY, []))
    assert [each.what for each in found] == [BACKUP, KEPT, OTHER]
    assert all(each.expected for each in found)


@pytest.mark.parametrize(
    ("states", "tagged", "log_groups", "what"),
    [
        (READY | {KEPT: "PendingDeletion"}, [], [], KEPT),
        (READY | {KEPT: "Disabled"}, [], [], KEPT),
        (READY | {OTHER: "Enabled"}, [], [], OTHER),
        (READY, [QUEUE], [], QUEUE),
        (READY, [], ["/aws/lambda/fraud-analyzer"], "/aws/lambda/fraud-analyzer"),
    ],
    ids=["the key goes", "the key is disabled", "another key stays", "a queue stays", "a log group is there again"],
)
def test_anything_else_is_named(states: dict[str, str], tagged: list[str], log_groups: list[str], what: str) -> None:
    found = left({BACKUP: KEPT}, [*tagged, *states], states, log_groups)
    assert [each.what for each in found if not each.expected] == [what]


def test_nothing_is_left_of_a_system_that_never_was() -> None:
    assert list(left({}, [], {}, [])) == []
