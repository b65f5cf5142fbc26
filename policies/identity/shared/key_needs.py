"""What a role is due for what it calls: the action on the thing, and what using the thing needs of its key.

These services ask the key in the caller's name, so the caller's role must allow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policies.aws.names import called
from policies.core import Resource, Stack

DECRYPT, DATA_KEY = "kms:Decrypt", "kms:GenerateDataKey"
# Where an encrypted thing names its key, and what its service asks of the key for whoever calls it.
KEY: Mapping[str, tuple[tuple[str, ...], frozenset[str]]] = {
    # A SecureString is opened for its reader.
    "aws_ssm_parameter": (("key_id",), frozenset({DECRYPT})),
    # A message is encrypted with a data key, which may be one of before.
    "aws_sns_topic": (("kms_master_key_id",), frozenset({DATA_KEY, DECRYPT})),
    "aws_sqs_queue": (("kms_master_key_id",), frozenset({DATA_KEY, DECRYPT})),
    # Whatever is done with a table, its own key is opened first.
    "aws_dynamodb_table": (("server_side_encryption", "kms_key_arn"), frozenset({DECRYPT})),
    # The answer of an execution is opened for whoever started it.
    "aws_sfn_state_machine": (("encryption_configuration", "kms_key_id"), frozenset({DECRYPT})),
}


def due(calls: Iterable[tuple[str, Resource]], stack: Stack) -> Mapping[str, frozenset[str]]:
    """What these calls, each an action on a thing, need to be granted, as `grants.granted` says what is."""
    found: dict[str, frozenset[str]] = {}
    for action, thing in calls:
        where = called(thing, stack)
        found[where] = found.get(where, frozenset()) | {action}
        keys, actions = KEY.get(thing.type, ((), frozenset()))
        key = stack.resolve(thing.get(*keys), "arn") if keys else None
        if key is not None:
            found[f"{called(key, stack)} for {where}"] = actions
    return found
