"""Edits of policy documents, whichever attribute holds them."""

from __future__ import annotations

from typing import Any

from policies.aws.iam import DOCUMENTS
from policies.core.examples.edit import Address, Draft, Edit, Values, merged


def document(patch: Values) -> Edit:
    """Merges a patch into the resource's policy document."""

    def plant(draft: Draft, at: Address) -> None:
        attribute = _attribute(at)
        draft[at][attribute] = merged(draft[at][attribute], patch)

    return plant


def no_document(value: str | None = None) -> Edit:
    """Takes the document away, or puts a text in its place."""
    return lambda draft, at: draft[at].update({_attribute(at): value})


def statement(patch: Values) -> Edit:
    """Merges a patch into the document's first statement."""

    def plant(draft: Draft, at: Address) -> None:
        found = draft[at][_attribute(at)]["Statement"]
        found[0] = merged(found[0], patch)

    return plant


def bound_to(operator: str, account: str) -> Edit:
    """Puts the bound to another account in the place of the first statement's condition."""

    def plant(draft: Draft, at: Address) -> None:
        draft[at][_attribute(at)]["Statement"][0]["Condition"] = {operator: {"aws:SourceAccount": account}}

    return plant


def more(patch: Values) -> Edit:
    """Adds a copy of the document's first statement with the patch merged into it."""

    def plant(draft: Draft, at: Address) -> None:
        found = draft[at][_attribute(at)]["Statement"]
        found.append(merged(found[0], {"Sid": "Planted", **patch}))

    return plant


def less(position: int = 0) -> Edit:
    """Drops a statement."""
    return lambda draft, at: draft[at][_attribute(at)]["Statement"].pop(position)


def permit(action: str, resource: str, *, named: str = "", **parts: Any) -> Edit:
    """Adds a statement that allows the action; a type as its resource is the first of that type, named like that."""

    def plant(draft: Draft, at: Address) -> None:
        where = _some(draft, resource, named) if resource.startswith("aws_") else resource
        added = {"Sid": "Planted", "Effect": "Allow", "Action": [action], "Resource": [where], **parts}
        draft[at]["policy"]["Statement"].append(added)

    return plant


def use_of_key(tests: Values, *, operator: str = "StringEquals") -> Edit:
    """Adds a statement that allows decrypting with some key, under a condition."""
    return permit("kms:Decrypt", "aws_kms_key", Condition={operator: tests})


def in_words(key: str, words: str) -> Edit:
    """Puts mere words in the place of what a use of a key is bound to by this encryption context."""

    def plant(draft: Draft, at: Address) -> None:
        for each in draft[at]["policy"]["Statement"]:
            tests = each.get("Condition", {}).get("StringEquals", {})
            tests.update(dict.fromkeys(tests.keys() & {f"kms:EncryptionContext:{key}"}, words))

    return plant


def repeated(draft: Draft, at: Address) -> None:
    """Adds the first statement once more, both under one id."""
    found = draft[at][_attribute(at)]["Statement"]
    found[0] = {**found[0], "Sid": "Same"}
    found.append(dict(found[0]))


def _attribute(at: Address) -> str:
    (attribute,) = DOCUMENTS[at[0]]
    return attribute


def _some(draft: Draft, type_: str, named: str) -> str:
    found = (address[1] for address, values in draft.items() if address[0] == type_ and named in values.get("name", ""))
    return f"${{{type_}.{next(found)}.arn}}"
