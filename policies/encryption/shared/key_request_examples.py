"""What stands beside a key whose policy is judged by who needs it: other keys, and what makes services use them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.arn import arn_named
from policies.aws.key_policies import ADMINISTRATION
from policies.aws.keys import alias_name
from policies.core.examples import Address, Draft, NamedEdit, Values, merged, named_edit
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import SYSTEM
from policies.encryption.shared.key_policy_edits import EVENTS, OF_QUEUE
from policies.requirements import REGION

KEY, QUEUE = "aws_kms_key", "aws_sqs_queue"
PLANTED = "planted"
LOG_DELIVERY: Mapping[str, Any] = {
    "Effect": "Allow",
    "Principal": {"Service": "delivery.logs.amazonaws.com"},
    "Action": "kms:Decrypt",
    "Resource": "*",
    "Condition": {"ArnLike": {"kms:EncryptionContext:SourceArn": f"arn:aws:logs:{REGION}:{ACCOUNT}:*"}},
}


def _into(queue: str) -> dict[str, Any]:
    return {**EVENTS, "Condition": {"StringEquals": {OF_QUEUE: arn_named(QUEUE, queue)}}}


def _letting_in(*statements: Mapping[str, Any]) -> dict[str, Any]:
    return {"policy": {"Statement": [ADMINISTRATION, *statements]}}


def _queue(name: str, key: str) -> dict[str, Values]:
    return {f"{QUEUE}.{name}": {"name": name, "kms_master_key_id": f"${{{KEY}.{key}.arn}}"}}


# A key for each of: what a rule delivers, what it and the bus cannot deliver, and what a workflow logs. Only the last
# has an alias; the others are of no known class.
BESIDE: Mapping[str, Values] = {
    f"{KEY}.delivered": _letting_in(_into("delivered")),
    f"{KEY}.letters": _letting_in(_into("undelivered"), _into("unsent")),
    f"{KEY}.decisions": _letting_in(LOG_DELIVERY),
    "aws_kms_alias.decisions": {
        "name": alias_name("transactions"),
        "target_key_id": f"${{{KEY}.decisions.key_id}}",
    },
    "aws_sfn_state_machine.workflow": {},
    **_queue("delivered", "delivered"),
    **_queue("undelivered", "letters"),
    **_queue("unsent", "letters"),
    "aws_cloudwatch_event_target.target": {
        "arn": f"${{{QUEUE}.delivered.arn}}",
        "dead_letter_config": {"arn": f"${{{QUEUE}.undelivered.arn}}"},
    },
    "aws_cloudwatch_event_bus.bus": {
        "name": "fraud-detection",
        "dead_letter_config": {"arn": f"${{{QUEUE}.unsent.arn}}"},
    },
}


def _let_in_only(key: str, words: str, *statements: Mapping[str, Any]) -> NamedEdit:
    @named_edit(f"adds queues and a log with keys, of which {KEY}.{key} lets itself be used {words}")
    def plant(draft: Draft, at: Address) -> None:
        if draft.stack != SYSTEM:
            raise LookupError("only the system has queues and decisions")
        for address, values in BESIDE.items():
            type_, _, name = address.rpartition(".")
            draft.setdefault((type_, name), dict(values))
        draft[(KEY, key)] = merged(draft[(KEY, key)], _letting_in(*statements))

    return plant


KEPT_OUT = {
    "keeps out what a rule delivers": _let_in_only("delivered", "by nobody"),
    "keeps out what a rule cannot deliver": _let_in_only("letters", "for the queue of the bus", _into("unsent")),
    "keeps out what the bus cannot send": _let_in_only("letters", "for the queue of a rule", _into("undelivered")),
    "keeps out what a workflow logs": _let_in_only("decisions", "by nobody"),
}


def publish(state: str) -> NamedEdit:
    """Lets one more alarm publish, in a state, to a topic that no key's policy knows."""

    @named_edit(f"lets one more alarm publish, as one of its {state}, to one more topic")
    def plant(draft: Draft, at: Address) -> None:
        draft.first("aws_kms_alias", named=alias_name("messages", draft.stack))
        draft[("aws_sns_topic", PLANTED)] = {"name": PLANTED}
        draft[("aws_cloudwatch_metric_alarm", PLANTED)] = {state: [f"${{aws_sns_topic.{PLANTED}.arn}}"]}

    return plant
