"""The plain shape of an IAM policy document: the only one that the other policies read, so that nothing hides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policies.core.expressions import ACCOUNT, PLAIN
from policies.core.resources import strings_in
from policies.core.strict_json import Json

DOCUMENT = frozenset({"Version", "Id", "Statement"})
STATEMENT = frozenset({"Sid", "Effect", "Principal", "Action", "Resource", "Condition"})
# A trust says who, a role's policy says on what, a resource's policy says both.
SILENT: Mapping[str, str] = {"aws_iam_role": "Resource", "aws_iam_role_policy": "Principal"}
PRINCIPALS = frozenset({"AWS", "Service"})
# Each of them only ever narrows; those with IfExists, Not, Null or ForAllValues also hold when the key is missing.
OPERATORS = frozenset({"StringEquals", "StringLike", "ArnEquals", "ArnLike", "Bool"})
ACTION = re.compile(r"[a-z][a-z0-9-]*:(\*|[A-Z][A-Za-z0-9]*\*?)")
CONDITION_KEY = re.compile(r"[a-z0-9]+:[A-Za-z0-9:/_-]+")
SID = re.compile(r"[A-Za-z0-9]+")


def oddities(document: Json, type_: str) -> Iterator[str]:
    """What is not plain about a document of this resource type, a sentence each."""
    if not isinstance(document, Mapping):
        yield "holds no policy document that can be read as a JSON object"
        return
    yield from (f"has the element {each!r}, which is none of ours" for each in sorted(document.keys() - DOCUMENT))
    if document.get("Version") != "2012-10-17":
        yield f"is written in the version {document.get('Version')!r} of the policy language, not '2012-10-17'"
    found = document.get("Statement")
    if not isinstance(found, tuple) or not found:
        yield "has no list of statements"
        return
    for statement in found:
        yield from _statement(statement, type_)
    yield from _shared(found)
    if any("$" in _literal(text) or "%{" in text for text in strings_in(document)):
        yield "holds a variable or an expression that is neither a plain reference nor this account"


def _statement(statement: Json, type_: str) -> Iterator[str]:
    if not isinstance(statement, Mapping):
        yield "has a statement that is no object"
        return
    known = STATEMENT - {SILENT.get(type_)}
    yield from (f"has a statement with {each!r}, which has no place there" for each in sorted(statement.keys() - known))
    if statement.get("Effect") not in ("Allow", "Deny"):
        yield f"has a statement whose effect is {statement.get('Effect')!r}"
    actions = _texts(statement.get("Action"))
    if not actions or not all(ACTION.fullmatch(each) for each in actions):
        yield f"has a statement whose actions are not each of the shape service:Action: {actions}"
    if "Resource" in known and not _texts(statement.get("Resource")):
        yield "has a statement without resources"
    if "Principal" in known and not _is_principal(statement.get("Principal")):
        yield "has a statement without a principal that can be read"
    if "Condition" in statement:
        yield from _condition(statement["Condition"])


def _condition(condition: Json) -> Iterator[str]:
    if not isinstance(condition, Mapping) or not condition:
        yield "has a condition that is no object, or empty"
        return
    for operator, tests in condition.items():
        if operator not in OPERATORS:
            yield f"has a condition with the operator {operator!r}, which can hold without its key"
        if not isinstance(tests, Mapping) or not tests:
            yield f"has a condition {operator!r} that tests nothing"
            continue
        if len({key.lower() for key in tests}) < len(tests):
            yield f"tests one key twice under {operator!r}, and one of them hides the other"
        if not all(CONDITION_KEY.fullmatch(key) and _texts(values) for key, values in tests.items()):
            yield f"has a condition {operator!r} that is not a key with one or more strings"


def _shared(statements: tuple[Json, ...]) -> Iterator[str]:
    sids = [each["Sid"] for each in statements if isinstance(each, Mapping) and "Sid" in each]
    if not all(isinstance(each, str) and SID.fullmatch(each) for each in sids):
        yield "has a statement id that is not of letters and digits"
    elif len(set(sids)) < len(sids):
        yield "has two statements of one id"


def _is_principal(principal: Json) -> bool:
    if isinstance(principal, Mapping):
        return bool(principal) and principal.keys() <= PRINCIPALS and all(map(_texts, principal.values()))
    return principal == "*"


def _texts(value: Json) -> tuple[str, ...]:
    """The strings of a string or of a list of nothing but strings; else none."""
    found = value if isinstance(value, tuple) else (value,)
    texts = tuple(each for each in found if isinstance(each, str) and each)
    return texts if len(texts) == len(found) else ()


def _literal(text: str) -> str:
    return PLAIN.sub("", text.replace(ACCOUNT, ""))
