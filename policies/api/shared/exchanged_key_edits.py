"""Edits by which a caller is handed the key of another, or what is no id of a key."""

from __future__ import annotations

from policies.aws.callers import KEY, PREFIX
from policies.core.examples import Address, Draft, named_edit

OUTPUT = "output"


@named_edit("lets the output of this key name the key of another caller")
def show_the_key_of_another(draft: Draft, at: Address) -> None:
    for output in _outputs(draft, at):
        draft[output]["value"] = _id(draft.first(KEY, but=at))


@named_edit("lets the output of this key hold its ARN, and not its id")
def show_the_arn(draft: Draft, at: Address) -> None:
    for output in _outputs(draft, at):
        draft[output]["value"] = _id(at).replace(".id}", ".arn}")


@named_edit("exchanges the name of this key with that of another caller's, and their outputs, but not their places")
def exchange_names(draft: Draft, at: Address) -> None:
    other = draft.first(KEY, but=at)
    for key in (at, other):
        draft.paths[key] = f"{draft.stack}/{draft[key]['name'].removeprefix(PREFIX)}/key"
    ours, theirs = _outputs(draft, at), _outputs(draft, other)
    for output in (*ours, *theirs):
        draft[output]["value"] = _id(other if output in ours else at)
    draft[at]["name"], draft[other]["name"] = draft[other]["name"], draft[at]["name"]


def _outputs(draft: Draft, key: Address) -> list[Address]:
    return draft.of(OUTPUT, value=_id(key))


def _id(key: Address) -> str:
    return f"${{{key[0]}.{key[1]}.id}}"
