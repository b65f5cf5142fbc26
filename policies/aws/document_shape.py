"""The plain shape of an IAM policy document: the only one that the other policies read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policies.core.expressions import ACCOUNT, PLAIN, reference
from policies.core.resources import strings_in
from policies.core.strict_json import Json

DOCUMENT = frozenset({"Version", "Id", "Statement"})
STATEMENT = frozenset({"Sid", "Effect", "Principal", "Action", "Resource", "Condition"})
# A trust policy has no Resource, a role's policy and a boundary no Principal, and a resource's policy has both.
LEFT_OUT: Mapping[str, str] = {
    "aws_iam_policy": "Principal",
    "aws_iam_role": "Resource",
    "aws_iam_role_policy": "Principal",
}
PRINCIPALS = frozenset({"AWS", "Service", "Federated"})
# Who vouches for others is one that is judged with the file.
OURS = "aws_iam_openid_connect_provider"
# Each of them only narrows; those with IfExists, Not, Null or ForAllValues also hold when the key is missing, but for a
# Null that is false, which asks for the key.
OPERATORS = frozenset({"StringEquals", "StringLike", "ArnEquals", "ArnLike", "Bool"})
# A bucket's denial may apply without its key as well, which denies more. A role's denial may compare with a number.
BELOW = OPERATORS | {"NumericLessThan"}
REFUSING = {"aws_s3_bucket_policy": OPERATORS | {"Null", "StringNotEquals"}, "aws_iam_role_policy": BELOW}
ACTION = re.compile(r"[a-z][a-z0-9-]*:(\*|[A-Z][A-Za-z0-9]*\*?)")
CONDITION_KEY = re.compile(r"[a-z0-9.]+:[A-Za-z0-9:/_-]+")
# An action of nothing but these signs is every action.
ANY = frozenset("*?:")
SID = re.compile(r"[A-Za-z0-9]+")


def departures(document: Json, type_: str) -> Iterator[str]:
    """How a document of this resource type departs from the plain shape, a sentence each."""
    if not isinstance(document, Mapping):
        yield "has no policy document that is a JSON object"
        return
    unknown = sorted(document.keys() - DOCUMENT)
    yield from (f"the policy document has the element {element!r}, which no policy reads" for element in unknown)
    if document.get("Version") != "2012-10-17":
        yield f"the policy document has the version {document.get('Version')!r}, not '2012-10-17'"
    statements = document.get("Statement")
    if not isinstance(statements, tuple) or not statements:
        yield "the policy document has no list of statements"
        return
    for statement in statements:
        yield from _statement(statement, type_)
    yield from _ids(statements)
    if any("$" in _literal(text) or "%{" in text for text in strings_in(document)):
        yield "the policy document has a variable or an expression that is no plain reference"


def _statement(statement: Json, type_: str) -> Iterator[str]:
    if not isinstance(statement, Mapping):
        yield "has a statement that is no object"
        return
    known = STATEMENT - {LEFT_OUT.get(type_)}
    unknown = sorted(statement.keys() - known)
    yield from (f"has a statement with {element!r}, which does not belong there" for element in unknown)
    if statement.get("Effect") not in ("Allow", "Deny"):
        yield f"has a statement whose effect is {statement.get('Effect')!r}"
    actions = _texts(statement.get("Action"))
    yield from (f"names {action}, a wildcard for every action of AWS" for action in actions if set(action) <= ANY)
    named = [action for action in actions if not set(action) <= ANY]
    if not actions or not all(ACTION.fullmatch(action) for action in named):
        yield f"has a statement whose actions are not all of the form service:Action: {actions}"
    if "Resource" in known and not _texts(statement.get("Resource")):
        yield "has a statement without resources"
    if "Principal" in known and not _is_principal(statement.get("Principal")):
        yield "has a statement without a plain principal"
    if "Condition" in statement:
        refusing = REFUSING.get(type_, OPERATORS) if statement.get("Effect") == "Deny" else OPERATORS
        yield from _condition(statement["Condition"], refusing)


def _condition(condition: Json, operators: frozenset[str]) -> Iterator[str]:
    if not isinstance(condition, Mapping) or not condition:
        yield "has a condition that is no object, or empty"
        return
    for operator, tests in condition.items():
        asks = operator == "Null" and isinstance(tests, Mapping) and all(value == "false" for value in tests.values())
        if operator not in operators and not asks:
            yield f"has a condition with the operator {operator!r}, which can hold without its key"
        if not isinstance(tests, Mapping) or not tests:
            yield f"has a condition {operator!r} that tests nothing"
            continue
        if len({key.lower() for key in tests}) < len(tests):
            yield f"has a condition {operator!r} that tests one key twice"
        if not all(CONDITION_KEY.fullmatch(key) and _texts(values) for key, values in tests.items()):
            yield f"has a condition {operator!r} that is not a key with one or more strings"


def _ids(statements: tuple[Json, ...]) -> Iterator[str]:
    sids = [statement["Sid"] for statement in statements if isinstance(statement, Mapping) and "Sid" in statement]
    if not all(isinstance(sid, str) and SID.fullmatch(sid) for sid in sids):
        yield "has a statement whose Sid is not of letters and digits"
    elif len(set(sids)) < len(sids):
        yield "has two statements with one Sid"


def _is_principal(principal: Json) -> bool:
    if isinstance(principal, Mapping):
        federated = _texts(principal.get("Federated", ()))
        known = all((referred := reference(each)) is not None and referred[0] == OURS for each in federated)
        return bool(principal) and known and principal.keys() <= PRINCIPALS and all(map(_texts, principal.values()))
    return principal == "*"


def _texts(value: Json) -> tuple[str, ...]:
    """A string, or a list of nothing but strings, as a tuple of strings; empty for any other value."""
    listed = value if isinstance(value, tuple) else (value,)
    texts = tuple(text for text in listed if isinstance(text, str) and text)
    return texts if len(texts) == len(listed) else ()


def _literal(text: str) -> str:
    return PLAIN.sub("", text.replace(ACCOUNT, ""))
