"""Edits that weaken a key's policy, and the statements that they start from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.key_policies import ADMINISTRATION
from policies.aws.keys import alias_name
from policies.aws.message_examples import BUS_ARN
from policies.aws.statement_edits import STATEMENTS, add_statement
from policies.core.examples import (
    Address,
    Draft,
    Items,
    NamedEdit,
    Values,
    below,
    json_of,
    merged,
    named_edit,
    patch_items,
    remove_items,
)
from policies.core.expressions import ACCOUNT
from policies.requirements import REGION

# A service that is let in as it should be, to look at the key and to use it.
OF_QUEUE = "kms:EncryptionContext:aws:sqs:arn"
OF_BUS = "kms:EncryptionContext:aws:events:event-bus:arn"
EVENTS: Mapping[str, Any] = {
    "Effect": "Allow",
    "Principal": {"Service": "events.amazonaws.com"},
    "Action": ["kms:GenerateDataKey", "kms:Decrypt"],
    "Resource": "*",
    "Condition": {"StringEquals": {"kms:EncryptionContext:aws:events:event-bus:arn": BUS_ARN}},
}
LOOKS: Mapping[str, Any] = {
    **EVENTS,
    "Action": "kms:DescribeKey",
    "Condition": {"StringEquals": {"aws:SourceArn": BUS_ARN}},
}
OF_SERVICES = Items(
    STATEMENTS, "each statement that lets a service in", lambda statement: "Service" in statement["Principal"]
)
PLAIN_KEY: Values = {
    "enable_key_rotation": True,
    "rotation_period_in_days": 90,
    "deletion_window_in_days": 30,
    "policy": {"Version": "2012-10-17", "Statement": [ADMINISTRATION]},
}


@named_edit("gives the key a second alias, the one of the class logs")
def add_second_alias(draft: Draft, at: Address) -> None:
    alias = {"name": alias_name("logs", draft.stack), "target_key_id": f"${{aws_kms_key.{at[1]}.key_id}}"}
    draft[("aws_kms_alias", "planted")] = alias


@named_edit("adds a second key, with an alias of the same name as this key's")
def add_second_key(draft: Draft, at: Address) -> None:
    aliases = [draft[address] for address in draft.of("aws_kms_alias")]
    (alias,) = [alias for alias in aliases if at[1] in str(alias["target_key_id"])]
    draft[("aws_kms_key", "planted")] = dict(PLAIN_KEY)
    draft[("aws_kms_alias", "planted")] = {**alias, "target_key_id": "${aws_kms_key.planted.key_id}"}


def bind_services(operator: str, **tests: Any) -> NamedEdit:
    """Binds each service in a key's policy by this condition alone; `__` in a name stands for a colon."""
    condition = {operator: {key.replace("__", ":"): value for key, value in tests.items()}}

    @named_edit(f"sets the condition of {OF_SERVICES.words} to {json_of(condition)}")
    def plant(draft: Draft, at: Address) -> None:
        for statement in filter(OF_SERVICES.chosen, below(draft[at], STATEMENTS)):
            statement["Condition"] = condition

    return plant


def add_service(**changes: Any) -> NamedEdit:
    """Lets a service in by one more statement of a key's policy, changed in this."""
    return add_statement(EVENTS, **changes)


def patch_services(patch: Values) -> NamedEdit:
    """Merges a patch into each statement of a key's policy that lets a service in."""
    return patch_items(OF_SERVICES, patch)


def let_in_again(operator: str, **tests: Any) -> NamedEdit:
    """Lets each service in once more, by its own condition and this one; `__` in a name stands for a colon."""
    added = {operator: {key.replace("__", ":"): value for key, value in tests.items()}}

    @named_edit(f"adds a copy of {OF_SERVICES.words}, also on the condition {json_of(added)}")
    def plant(draft: Draft, at: Address) -> None:
        statements = below(draft[at], STATEMENTS)
        again = [each for each in statements if OF_SERVICES.chosen(each)]
        bound = [merged(each, {"Condition": {**each["Condition"], **added}}) for each in again]
        statements += [{**each, "Sid": f"Planted{place}"} for place, each in enumerate(bound)]

    return plant


@named_edit("adds a statement that lets EventBridge into the first two queues of the stack at once")
def serve_two_queues(draft: Draft, at: Address) -> None:
    queues = [f"arn:aws:sqs:{REGION}:{ACCOUNT}:{draft[each]['name']}" for each in draft.of("aws_sqs_queue")[:2]]
    if len(queues) < 2:
        raise LookupError("the stack has no two queues")
    below(draft[at], STATEMENTS).append({**EVENTS, "Condition": {"StringEquals": {OF_QUEUE: queues}}})


remove_services = remove_items(OF_SERVICES)
