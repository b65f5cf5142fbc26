"""Edits that weaken a key's policy, and the statements that they start from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.key_policies import ADMINISTRATION
from policies.aws.keys import ALIAS
from policies.core.examples.edit import Address, Draft, Edit, Values, merged
from policies.core.examples.named_edits import append
from policies.core.expressions import ACCOUNT

# A service that is let in as it should be, to look at the key and to use it.
OF_BUS = "kms:EncryptionContext:aws:events:event-bus:arn"
BUS = f"arn:aws:events:us-east-1:{ACCOUNT}:event-bus/fraud-detection"
EVENTS: Mapping[str, Any] = {
    "Effect": "Allow",
    "Principal": {"Service": "events.amazonaws.com"},
    "Action": ["kms:GenerateDataKey", "kms:Decrypt"],
    "Resource": "*",
    "Condition": {
        "StringEquals": {"aws:SourceAccount": ACCOUNT, "kms:EncryptionContext:aws:events:event-bus:arn": BUS}
    },
}
LOOKS: Mapping[str, Any] = {
    **EVENTS,
    "Action": "kms:DescribeKey",
    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT, "aws:SourceArn": BUS}},
}
PLAIN_KEY: Values = {
    "enable_key_rotation": True,
    "rotation_period_in_days": 90,
    "deletion_window_in_days": 30,
    "policy": {"Version": "2012-10-17", "Statement": [ADMINISTRATION]},
}


def second_alias(draft: Draft, at: Address) -> None:
    """Gives this key one more name."""
    alias = {"name": f"{ALIAS}logs", "target_key_id": f"${{aws_kms_key.{at[1]}.key_id}}"}
    draft[("aws_kms_alias", "planted")] = alias


def second_key(draft: Draft, at: Address) -> None:
    """Puts one more key beside this one, with an alias of the same name."""
    (alias,) = [
        values
        for (type_, _), values in draft.items()
        if type_ == "aws_kms_alias" and at[1] in str(values["target_key_id"])
    ]
    draft[("aws_kms_key", "planted")] = dict(PLAIN_KEY)
    draft[("aws_kms_alias", "planted")] = {**alias, "target_key_id": "${aws_kms_key.planted.key_id}"}


def one_more(**changes: Any) -> Edit:
    """Lets a service in by one more statement of a key's policy, changed in this."""
    return append("policy", "Statement", item={key: item for key, item in {**EVENTS, **changes}.items() if item})


def bound(operator: str, **tests: Any) -> Edit:
    """Binds each service in a key's policy by this condition alone; `__` in a name stands for a colon."""
    condition = {operator: {key.replace("__", ":"): value for key, value in tests.items()}}

    def plant(draft: Draft, at: Address) -> None:
        for statement in draft[at]["policy"]["Statement"]:
            if _is_user(statement):
                statement["Condition"] = condition

    return plant


def in_users(patch: Values) -> Edit:
    """Merges a patch into each statement of a key policy that names a service."""

    def plant(draft: Draft, at: Address) -> None:
        policy = draft[at]["policy"]
        policy["Statement"] = [merged(each, patch) if _is_user(each) else each for each in policy["Statement"]]

    return plant


def without_users(draft: Draft, at: Address) -> None:
    """Drops each statement of a key policy that names a service."""
    policy = draft[at]["policy"]
    policy["Statement"] = [each for each in policy["Statement"] if not _is_user(each)]


def _is_user(statement: Mapping[str, Any]) -> bool:
    return "Service" in statement["Principal"]
