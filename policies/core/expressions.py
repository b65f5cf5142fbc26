"""Terraform's expressions, as far as the gate accepts them: a whole `${...}` that is a plain reference."""

from __future__ import annotations

import re

from policies.core.strict_json import Json

PLAIN = re.compile(
    r"\$\{(?P<type>[a-z0-9]+_[a-z0-9_]+)\.(?P<name>[A-Za-z_][A-Za-z0-9_-]*)\.(?P<attribute>[a-z0-9_]+)\}"
)
VARIABLE = re.compile(r"\$\{var\.(?P<name>[A-Za-z_][A-Za-z0-9_-]*)\}")
ACCOUNT = "${var.account_id}"
# The one expression that is more than a reference: what the account's number must look like.
ACCOUNT_CONDITION = '${can(regex("^[0-9]{12}$", var.account_id))}'


def reference(value: Json) -> tuple[str, str, str] | None:
    """(type, name, attribute) of a value that is one reference to a resource and nothing else."""
    match = PLAIN.fullmatch(value) if isinstance(value, str) else None
    return (match["type"], match["name"], match["attribute"]) if match else None


def variable(value: Json) -> str | None:
    """The name of the variable that a value is, and nothing else."""
    match = VARIABLE.fullmatch(value) if isinstance(value, str) else None
    return match["name"] if match else None


def references(text: str) -> tuple[tuple[str, str, str], ...]:
    """Every plain reference inside a text, in order."""
    if "${" not in text:  # as in most texts, and found sooner than by the expression
        return ()
    return tuple((match["type"], match["name"], match["attribute"]) for match in PLAIN.finditer(text))
