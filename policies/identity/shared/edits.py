"""Edits of the policy documents of roles, whichever attribute holds them."""

from __future__ import annotations

from typing import Any

from policies.aws.iam import DOCUMENTS
from policies.core.examples import Address, Draft, NamedEdit, Values, clause, json_of, merged, named_edit

POSITIONS = {0: "first", 1: "second", 2: "third", 3: "fourth", 4: "fifth", 5: "sixth", -1: "last"}
EFFECTS = {"Allow": "allows", "Deny": "denies"}


def patch_document(patch: Values) -> NamedEdit:
    """Merges a patch into the resource's policy document."""

    @named_edit(f"in the policy document: {clause(patch)}")
    def plant(draft: Draft, at: Address) -> None:
        attribute = _attribute(at)
        draft[at][attribute] = merged(draft[at][attribute], patch)

    return plant


@named_edit("sets the policy document to null")
def clear_document(draft: Draft, at: Address) -> None:
    draft[at][_attribute(at)] = None


def patch_first_statement(patch: Values) -> NamedEdit:
    """Merges a patch into the document's first statement."""

    @named_edit(f"in the first statement: {clause(patch)}")
    def plant(draft: Draft, at: Address) -> None:
        statements = _statements(draft, at)
        statements[0] = merged(statements[0], patch)

    return plant


def bind_to_account(operator: str, account: str) -> NamedEdit:
    """Lets the first statement's only condition be the account that a call comes from."""
    condition = {operator: {"aws:SourceAccount": account}}

    @named_edit(f"sets the condition of the first statement to {json_of(condition)}")
    def plant(draft: Draft, at: Address) -> None:
        _statements(draft, at)[0]["Condition"] = condition

    return plant


@named_edit('adds a copy of the first statement, with the Sid "Planted"')
def repeat_first_statement(draft: Draft, at: Address) -> None:
    statements = _statements(draft, at)
    statements.append({**statements[0], "Sid": "Planted"})


@named_edit('adds a copy of the first statement, both with the Sid "Same"')
def repeat_statement_id(draft: Draft, at: Address) -> None:
    statements = _statements(draft, at)
    statements[0] = {**statements[0], "Sid": "Same"}
    statements.append(dict(statements[0]))


def remove_statement(position: int) -> NamedEdit:
    """Removes the statement at this position; -1 is the last."""

    @named_edit(f"removes the {POSITIONS[position]} statement")
    def plant(draft: Draft, at: Address) -> None:
        del _statements(draft, at)[position]

    return plant


def add_grant(
    action: str, resource: str, *, named: str = "", effect: str = "Allow", condition: Values | None = None
) -> NamedEdit:
    """Adds a statement on one action; a type as the resource is the first of that type with this in its name."""
    a_type = resource.startswith("aws_")
    on = f"the first {resource}{f' with {json_of(named)} in its name' if named else ''}" if a_type else resource
    only_if = f" under the condition {json_of(condition)}" if condition else ""

    @named_edit(f"adds a statement that {EFFECTS[effect]} {action} on {on}{only_if}")
    def plant(draft: Draft, at: Address) -> None:
        arn = f"${{{resource}.{draft.first(resource, named=named)[1]}.arn}}" if a_type else resource
        bound = {"Condition": condition} if condition else {}
        draft[at]["policy"]["Statement"].append(
            {"Sid": "Planted", "Effect": effect, "Action": [action], "Resource": [arn], **bound}
        )

    return plant


def add_use_of_key(tests: Values, *, operator: str = "StringEquals") -> NamedEdit:
    """Lets the role decrypt with the first key, under a condition."""
    return add_grant("kms:Decrypt", "aws_kms_key", condition={operator: tests})


def replace_encryption_context(key: str, value: str) -> NamedEdit:
    """Binds each use of a key that is bound by this encryption context to another value of it."""
    context = f"kms:EncryptionContext:{key}"

    @named_edit(f"sets {context} to {json_of(value)} wherever a statement is bound by it")
    def plant(draft: Draft, at: Address) -> None:
        for statement in draft[at]["policy"]["Statement"]:
            tests = statement.get("Condition", {}).get("StringEquals", {})
            tests.update(dict.fromkeys(tests.keys() & {context}, value))

    return plant


def _statements(draft: Draft, at: Address) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = draft[at][_attribute(at)]["Statement"]
    return found


def _attribute(at: Address) -> str:
    (attribute,) = DOCUMENTS[at[0]]
    return attribute
