"""What a role needs for what it calls: the action on the resource, and the use of the resource's key.

These services use the key in the caller's name, so the caller's role must allow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policies.aws.names import name_of
from policies.core import Resource, Stack

# The attribute that names the key, and what the service does with the key for a caller.
KEY_USES: Mapping[str, tuple[tuple[str, ...], frozenset[str]]] = {
    # Parameter Store decrypts a SecureString for its reader.
    "aws_ssm_parameter": (("key_id",), frozenset({"kms:Decrypt"})),
    # A message is encrypted with a data key, a new one or one that is used again.
    "aws_sns_topic": (("kms_master_key_id",), frozenset({"kms:GenerateDataKey", "kms:Decrypt"})),
    "aws_sqs_queue": (("kms_master_key_id",), frozenset({"kms:GenerateDataKey", "kms:Decrypt"})),
    # DynamoDB decrypts the table's own key before any operation.
    "aws_dynamodb_table": (("server_side_encryption", "kms_key_arn"), frozenset({"kms:Decrypt"})),
    # Step Functions decrypts the output of an execution for the caller that started it.
    "aws_sfn_state_machine": (("encryption_configuration", "kms_key_id"), frozenset({"kms:Decrypt"})),
}


def needs_of_calls(calls: Iterable[tuple[str, Resource]], stack: Stack) -> Mapping[str, frozenset[str]]:
    """What these calls, each an action on a resource, need to be granted, in the form of `grants.granted`."""
    needs: dict[str, frozenset[str]] = {}
    for action, resource in calls:
        where = name_of(resource, stack)
        needs[where] = needs.get(where, frozenset()) | {action}
        if resource.type in KEY_USES:
            attribute, uses = KEY_USES[resource.type]
            if key := stack.resolve(resource.get(*attribute)):
                needs[f"{name_of(key, stack)} for {where}"] = uses
    return needs
