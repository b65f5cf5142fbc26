"""A rule on one thing that a bucket's policy refuses to everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from policies.aws.bucket_denials import refused
from policies.aws.buckets import POLICY as BUCKET_POLICY
from policies.aws.statement_edits import STATEMENTS
from policies.core import Policy, Resource, Stack
from policies.core.examples import Edit, Items, patch_items, remove_items
from policies.core.known_stacks import DELIVERY
from policies.delivery.shared.example import BUCKETS, DENIALS, POLICY, rename_buckets

ONE = {"AWS": "arn:aws:iam::${var.account_id}:root"}


class Refusal(Policy):
    """`refusal` is what must be refused, as policies.aws.bucket_denials names it."""

    stacks = (DELIVERY,)
    applies_to = (BUCKET_POLICY,)
    claims = ("policy",)
    refusal: ClassVar[str]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.compliant, cls.given = POLICY, BUCKETS
        cls.violating = {**_standard(cls.refusal), **vars(cls).get("violating", {})}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if self.refusal not in refused(resource, stack):
            yield f"does not refuse {self.refusal} to everybody"


def _standard(refusal: str) -> Mapping[str, Edit]:
    wanted = DENIALS[refusal]
    action, condition = wanted["Action"], wanted.get("Condition")
    it = Items(STATEMENTS, f"each statement that refuses {refusal}", lambda each: _is_like(each, action, condition))
    narrowed = {**(condition or {}), "StringEquals": {"aws:PrincipalTag/team": "other"}}
    return {
        "does not refuse it": remove_items(it),
        "allows it": patch_items(it, {"Effect": "Allow"}),
        "refuses it to some": patch_items(it, {"Principal": ONE}),
        "refuses it on one more condition": patch_items(it, {"Condition": narrowed}),
        "refuses it elsewhere": patch_items(it, {"Resource": "${aws_kms_key.state.arn}"}),
        "refuses something else": patch_items(it, {"Action": "s3:GetObjectTorrent"}),
        "is of a bucket that nobody knows": rename_buckets("other"),
    }


def _is_like(statement: Mapping[str, Any], action: str, condition: Any) -> bool:
    """Whether it is that statement, of whichever bucket: a condition on a key names another one for each."""
    return bool(statement["Action"] == action and _keys(statement.get("Condition")) == _keys(condition))


def _keys(condition: Mapping[str, Mapping[str, str]] | None) -> Mapping[str, list[str]]:
    return {operator: sorted(tests) for operator, tests in (condition or {}).items()}
