"""The form in which two values are compared: what Terraform, its provider and AWS take for the same is equal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gate.provider.normal import converted
from gate.provider.schema import Type

# In these, AWS keeps a list of one and its only item apart from neither the other nor any order.
OF_POLICIES = frozenset({"Action", "NotAction", "Resource", "NotResource", "AWS", "Service", "Federated"})
STATEMENT = "Statement"


def of_argument(value: Any, type_: Type) -> str:
    """The value of an argument of this type. In a document that it holds, null says something."""
    return json.dumps(_numbers(_policy(converted(_without_nulls(value), type_))), sort_keys=True)


def text(value: Any) -> str:
    """A value without order of its names, numbers by what they are worth."""
    return json.dumps(_numbers(_without_nulls(value)), sort_keys=True)


def _without_nulls(value: Any) -> Any:
    """Lists for tuples, and what is null left out, as Terraform does."""
    if isinstance(value, Mapping):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list | tuple) else value


def _numbers(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_numbers(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _policy(value: Any) -> Any:
    """A policy's statements with their lists as sets; all else as it is."""
    if isinstance(value, list):
        return [_policy(item) for item in value]
    if isinstance(value, dict) and STATEMENT in value:
        statements = value[STATEMENT] if isinstance(value[STATEMENT], list) else [value[STATEMENT]]
        return {**value, STATEMENT: [_statement(statement) for statement in statements]}
    return value


def _statement(statement: Any) -> Any:
    if not isinstance(statement, dict):
        return statement
    return {key: _set(item) if key in OF_POLICIES else _statement(item) for key, item in statement.items()}


def _set(value: Any) -> Any:
    items = value if isinstance(value, list) else [value]
    return sorted({json.dumps(item) for item in items})
