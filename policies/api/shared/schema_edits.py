"""Edits of the schema of a payment wherever it stands, as whoever changes stacks/schema.py would change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.aws.api_models import MODEL
from policies.core.examples import Address, Draft, NamedEdit, Values, clause, merged, named_edit, nested
from policies.requirements import BATCH_MODEL

FUNCTION, IN_FUNCTIONS = "aws_lambda_function", ("environment", "variables", "TRANSACTION_SCHEMA")
IN_BATCHES = ("schema", "properties", "transactions", "items")


def in_every_copy(patch: Values) -> NamedEdit:
    """Merges a patch into the schema, into the functions' copies of it, and into that of many payments."""

    @named_edit(f"in every copy of the schema: {clause(patch)}")
    def plant(draft: Draft, at: Address) -> None:
        draft[at] = merged(draft[at], {"schema": patch})
        for address, keys in _copies(draft):
            draft[address] = merged(draft[address], nested(keys, patch))

    return plant


def _copies(draft: Draft) -> Iterator[tuple[Address, tuple[str, ...]]]:
    for address in draft.of(MODEL, name=BATCH_MODEL):
        yield address, IN_BATCHES
    for address in draft.of(FUNCTION):
        if _holds(draft[address], IN_FUNCTIONS):
            yield address, IN_FUNCTIONS


def _holds(values: Any, keys: tuple[str, ...]) -> bool:
    for key in keys:
        values = values.get(key) if isinstance(values, dict) else None
    return values is not None
