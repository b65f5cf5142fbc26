"""Edits by which one caller is handed the key of another."""

from __future__ import annotations

from policies.core.examples import Address, Draft, named_edit

KEY, OUTPUT = "aws_api_gateway_api_key", "output"


@named_edit("lets the output of this key name the key of another caller")
def show_the_key_of_another(draft: Draft, at: Address) -> None:
    other = draft.first(KEY, but=at)
    shown = [each for each in draft.of(OUTPUT) if draft[each].get("value") == _id(at)]
    for each in shown:
        draft[each] = {**draft[each], "value": _id(other)}
    if not shown:
        raise LookupError(f"no output names {'.'.join(at)}")


@named_edit("exchanges the name of this key with that of another caller's")
def exchange_names(draft: Draft, at: Address) -> None:
    other = draft.first(KEY, but=at)
    draft[at]["name"], draft[other]["name"] = draft[other]["name"], draft[at]["name"]


def _id(key: Address) -> str:
    return f"${{{key[0]}.{key[1]}.id}}"
