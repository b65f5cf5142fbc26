"""Changes of access policies in their own grammar: who may do what with what, and on which condition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attack.changes import ADDED, WIDENED, Change
from attack.edits.around import Around
from attack.places import Gone, Place, Steps

ALL = {"Effect": "Allow", "Action": "*", "Resource": "*"}
FOREIGN = {"AWS": "arn:aws:iam::999999999999:root"}
# Instead of an operator: one that matches more.
LOOSER = ("StringLike", "ForAllValues:StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "ArnLike", "Null")


def policy(place: Place, around: Around) -> Iterator[Change]:
    """Changes of a policy's statements."""
    steps, value = place
    if isinstance(value, dict) and isinstance(value.get("Statement"), list):
        statements, at = value["Statement"], (*steps, "Statement")
        for extra in (ALL, {**ALL, "Principal": "*"}, {**ALL, "Action": "kms:Decrypt", "Principal": FOREIGN}):
            yield Change(ADDED, at, [*statements, extra], f"holds one more: {extra}")
        yield from (
            change for number, each in enumerate(statements) for change in _statement((*at, number), each, statements)
        )


def _statement(steps: Steps, statement: Any, all_: list[Any]) -> Iterator[Change]:
    if not isinstance(statement, dict):
        return
    turned = "Deny" if statement.get("Effect") == "Allow" else "Allow"
    yield Change(WIDENED, (*steps, "Effect"), turned, f"is {turned}")
    if statement.get("Resource") not in ("*", ["*"]):
        for_all = {**statement, "Sid": "Planted", "Resource": "*"}
        yield Change(ADDED, steps[:-1], [*all_, for_all], "holds a statement a second time, for every resource")
    for key in ("Action", "Resource", "Principal"):
        if key in statement:
            inverted = {("Not" + key if name == key else name): value for name, value in statement.items()}
            yield Change(WIDENED, steps, inverted, f"has Not{key}")
    yield from _actions(steps, statement)
    if "Principal" in statement:
        for principal in ("*", {"AWS": "*"}, FOREIGN, {"Service": "ec2.amazonaws.com"}, {"Federated": "planted"}):
            yield Change(WIDENED, (*steps, "Principal"), principal, f"is {principal}")
    elif "Resource" in statement:
        yield Change(WIDENED, (*steps, "Principal"), "*", "is '*', and was not there")
    yield from _conditions((*steps, "Condition"), statement.get("Condition"))


def _actions(steps: Steps, statement: Mapping[str, Any]) -> Iterator[Change]:
    actions = statement.get("Action")
    listed = [actions] if isinstance(actions, str) else actions if isinstance(actions, list) else []
    services = dict.fromkeys(action.partition(":")[0] for action in listed)
    for extra in (*(f"{service}:*" for service in services), "iam:PassRole", "sts:AssumeRole", "kms:PutKeyPolicy"):
        if extra not in listed:
            yield Change(WIDENED, (*steps, "Action"), [*listed, extra], f"holds {extra} as well")


def _conditions(steps: Steps, condition: Any) -> Iterator[Change]:
    if not isinstance(condition, dict):
        return
    for operator, keys in condition.items():
        kept = {name: value for name, value in condition.items() if name != operator}
        for looser in (f"{operator}IfExists", *LOOSER):
            if looser != operator:
                yield Change(WIDENED, steps, {**kept, looser: keys}, f"has {looser} and not {operator}")
        for key, value in keys.items() if isinstance(keys, dict) else ():
            yield Change(WIDENED, (*steps, operator, key), [value, "*"], "takes '*' as well")
            yield Change(WIDENED, (*steps, operator, key), Gone.GONE, "is not asked for")
