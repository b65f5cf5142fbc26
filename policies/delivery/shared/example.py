"""The two buckets and their keys, beside which a part of one of them is judged, and what the roles may do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from json import dumps, loads

from policies.aws.bucket_denials import denials
from policies.aws.buckets import BUCKET, LEDGER, NAMES, STATE
from policies.aws.deploy_rights import Condition, Grants, needed
from policies.aws.key_examples import keys_of
from policies.core.examples import Address, Draft, NamedEdit, Values, named_edit
from policies.core.known_stacks import DELIVERY
from policies.requirements import REGION

OF_STATE, OF_LEDGER = (f"${{{BUCKET}.{data}.id}}" for data in (STATE, LEDGER))
BUCKETS: Mapping[str, Values] = {
    **keys_of(DELIVERY),
    f"{BUCKET}.{STATE}": {"bucket": NAMES[STATE]},
    f"{BUCKET}.{LEDGER}": {"bucket": NAMES[LEDGER], "object_lock_enabled": True},
}
ARN, KEY_ARN = f"${{{BUCKET}.{STATE}.arn}}", f"${{aws_kms_key.{STATE}.arn}}"
DENIALS = denials(ARN, KEY_ARN)
POLICY: Values = {
    "bucket": OF_STATE,
    "policy": {"Version": "2012-10-17", "Statement": [dict(each) for each in DENIALS.values()]},
}


def rename_buckets(name: str) -> NamedEdit:
    """Gives every bucket this name."""

    @named_edit(f"calls every bucket {name}")
    def plant(draft: Draft, at: Address) -> None:
        for address in draft.of(BUCKET):
            draft[address]["bucket"] = name

    return plant


@named_edit("writes in words what refers to a bucket or a key")
def write_references_in_words(draft: Draft, at: Address) -> None:
    """Gives a document the words by which the tables call what it should refer to."""
    words = re.compile(r"\$\{aws_(?:s3_|kms_)(bucket|key)\.(state|ledger)[^}]*\}")
    draft[at]["policy"] = loads(words.sub(r"\1 of \2", dumps(draft[at]["policy"])))


def deploy_role(name: str) -> Mapping[str, Values]:
    """A role of this name, by address; `grants_of` writes its policy."""
    return {**BUCKETS, "aws_iam_role.role": {"name": name}}


def grants_of(purpose: str) -> Values:
    """The policy that allows and denies what the reviewed tables say."""
    return {"role": "${aws_iam_role.role.id}", "policy": document_of(needed(purpose, REGION))}


def document_of(grants: Grants) -> Values:
    """The document that says this, a statement for each set of resources."""
    actions: dict[tuple[str, Condition, frozenset[str]], list[str]] = {}
    for right, resources in grants.items():
        actions.setdefault((right.effect, right.condition, resources), []).append(right.action)
    return {"Version": "2012-10-17", "Statement": [_statement(*where, those) for where, those in actions.items()]}


def _statement(effect: str, condition: Condition, resources: frozenset[str], actions: list[str]) -> Values:
    tests: dict[str, dict[str, list[str]]] = {}
    for operator, key, values in condition:
        tests.setdefault(operator, {})[key] = [_referring(value) for value in values]
    bound = {"Condition": tests} if tests else {}
    return {"Effect": effect, "Action": actions, "Resource": [*map(_referring, sorted(resources))], **bound}


def _referring(text: str) -> str:
    """`bucket of state` as a reference to the bucket's ARN."""
    for data in (STATE, LEDGER):
        text = text.replace(f"bucket of {data}", f"${{{BUCKET}.{data}.arn}}")
        text = text.replace(f"key of {data}", f"${{aws_kms_key.{data}.arn}}")
    return text
