"""Each grant of a function is needed: without it, something fails, where the local AWS holds the role to it."""

import pytest

from live.system import System
from tests.lambdas.recorder import functions
from tests.live.grants import fails, granted, renew, without, works

FUNCTIONS = [package.replace("_", "-") for package in functions()]
ENFORCED = (
    ("fraud-analyzer", "ssm:GetParameters"),
    ("notification-sender", "ssm:GetParameters"),
    ("notification-sender", "sns:Publish"),
    ("transaction-drain", "ssm:GetParameters"),
    ("transaction-drain", "dynamodb:BatchGetItem"),
    ("transaction-drain", "dynamodb:BatchWriteItem"),
    ("transaction-drain", "states:StartExecution"),
    ("transaction-drain", "states:StartSyncExecution"),
)
# What the local AWS grants to everyone: that a function needs these is said by the policies alone.
NOT_ENFORCED = {
    "kms:Decrypt": "it opens SecureStrings and messages without asking the key",
    "kms:GenerateDataKey": "it encrypts messages without asking the key",
    "logs:CreateLogStream": "it writes a function's logs by itself",
    "logs:PutLogEvents": "it writes a function's logs by itself",
    "xray:PutTelemetryRecords": "it takes no segments",
    "xray:PutTraceSegments": "it takes no segments",
}
# The same, of what Lambda does with a function's role.
DELIVERING = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
UNNEEDED_HERE = [
    (function, action) for function in ("fraud-analyzer", "notification-sender") for action in NOT_ENFORCED
]


def test_of_every_granted_action_it_is_known_whether_it_is_enforced_here(system: System) -> None:
    for function in FUNCTIONS:
        enforced = {action for name, action in ENFORCED if name == function}
        assert granted(system, function) - enforced <= NOT_ENFORCED.keys() | DELIVERING
        assert enforced <= granted(system, function)


@pytest.mark.parametrize(("function", "action"), ENFORCED)
def test_without_one_of_its_grants_a_function_fails(system: System, function: str, action: str) -> None:
    renew(system, function)
    assert works(system, function)
    with without(system, function, action):
        assert fails(system, function)
    assert works(system, function)


@pytest.mark.parametrize(("function", "action"), UNNEEDED_HERE)
def test_what_is_not_enforced_here_is_no_more_and_no_less_than_said(system: System, function: str, action: str) -> None:
    with without(system, function, action):
        assert works(system, function)
