"""Edits of the statements of a policy that a resource carries: a queue's, a topic's, a key's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.core.examples import Items, NamedEdit, append, phrase

STATEMENTS = ("policy", "Statement")
ALLOWING = Items(STATEMENTS, "each statement that allows", lambda statement: statement["Effect"] == "Allow")
DENYING = Items(STATEMENTS, "each statement that denies", lambda statement: statement["Effect"] == "Deny")


def add_statement(statement: Mapping[str, Any], **changes: Any) -> NamedEdit:
    """Adds a statement like this one, with these elements instead; None leaves an element out."""
    changed = {key: value for key, value in {**statement, **changes}.items() if value is not None}
    who = statement["Principal"]
    whose = who["Service"] if isinstance(who, Mapping) else "everyone"
    words = f"adds a statement like the example's for {whose}, but {phrase(changes.items())}"
    return NamedEdit(words, append(*STATEMENTS, item=changed))
