"""The two buckets and their keys, beside which a part of one of them is judged."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.bucket_denials import denials
from policies.aws.buckets import BUCKET, LEDGER, NAMES, STATE
from policies.aws.key_examples import keys_of
from policies.core.examples import Address, Draft, NamedEdit, Values, named_edit
from policies.core.known_stacks import DELIVERY

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
