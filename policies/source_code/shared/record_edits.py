"""Edits of a function's record of calls, and of the source beside it."""

from __future__ import annotations

from policies.core.deployed_folder import SOURCE
from policies.core.examples import Address, Draft, named_edit
from policies.core.recorded_calls import source_digest

MEMBERS = {"example/handler.py": "0" * 64}


@named_edit("changes the source of the function since")
def change_source(draft: Draft, at: Address) -> None:
    draft[(SOURCE, at[1])] = {"members": {**MEMBERS, "example/more.py": "1" * 64}}


@named_edit("replaces the digest of the source in the record")
def record_another_source(draft: Draft, at: Address) -> None:
    draft.setdefault((SOURCE, at[1]), {"members": MEMBERS})
    draft[at]["source"] = source_digest({})


@named_edit("hands in the source of another function alone")
def remove_source(draft: Draft, at: Address) -> None:
    draft[(SOURCE, "no-such-function")] = {"members": MEMBERS}
    draft.pop((SOURCE, at[1]), None)
