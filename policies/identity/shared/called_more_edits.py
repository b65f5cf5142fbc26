"""Edits for which more than the grants changed: what is called changed with them, so that both are still equal."""

from __future__ import annotations

from collections.abc import Iterator

from policies.core.examples import Address, Draft, NamedEdit, Values, below, merged, named_edit
from policies.core.recorded_calls import RECORD
from policies.identity.shared.key_needs import KEY_USES
from policies.requirements import HISTORIES, REGION

FUNCTION, TABLE = "aws_lambda_function", "aws_dynamodb_table"
# Each call may take so long, for one more to fit into the time that the function has.
WAIT_MS = "250"


def call_histories(function: str, action: str) -> NamedEdit:
    """Lets the code of a function call one action more, on what is remembered: recorded and granted."""
    words = f"tells {function} the name of the table {HISTORIES}, records that it calls {action} on it, and grants that"

    @named_edit(words)
    def plant(draft: Draft, at: Address) -> None:
        for each in draft.of(FUNCTION, function_name=function):
            _record_histories(draft, each, action)
        draft[at]["policy"]["Statement"] += use_of_table(draft, draft.first(TABLE, named=HISTORIES), action)

    return plant


def call_ungranted(action: str) -> NamedEdit:
    """Lets the code of whoever has the role call one action more, on what is remembered: recorded, and not granted."""

    @named_edit(
        f"tells whoever has the role the name of the table {HISTORIES}, and records that it calls {action} on it"
    )
    def plant(draft: Draft, at: Address) -> None:
        role = str(draft[at]["role"]).rpartition(".")[0]
        for each in draft.of(FUNCTION):
            if str(draft[each].get("role")).rpartition(".")[0] == role:
                _record_histories(draft, each, action)

    return plant


def _record_histories(draft: Draft, function: Address, action: str) -> None:
    told = {
        "HISTORIES_TABLE": f"${{{TABLE}.{draft.first(TABLE, named=HISTORIES)[1]}.name}}",
        "CALL_TIMEOUT_MS": WAIT_MS,
    }
    draft[function] = merged(draft[function], {"environment": {"variables": told}})
    record = draft.get((RECORD, draft[function]["function_name"]), {"calls": []})
    record["calls"].append({"action": action, "on": "HISTORIES_TABLE"})


def use_of_table(draft: Draft, table: Address, action: str) -> Iterator[Values]:
    """The statements that allow an action on a table, and the use of the table's key where it has one."""
    yield {"Effect": "Allow", "Action": [action], "Resource": [f"${{{TABLE}.{table[1]}.arn}}"]}
    keys, uses = KEY_USES[TABLE]
    if keys[0] in draft[table]:
        name = f"${{{TABLE}.{table[1]}.name}}"
        tests = {
            "kms:ViaService": f"dynamodb.{REGION}.amazonaws.com",
            "kms:EncryptionContext:aws:dynamodb:tableName": name,
        }
        allowed = {"Effect": "Allow", "Action": sorted(uses), "Resource": [below(draft[table], keys)]}
        yield {**allowed, "Condition": {"StringEquals": tests}}
