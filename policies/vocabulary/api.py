"""Reading an API's parts: what refers to what, and which of API Gateway's variables a text uses."""

from __future__ import annotations

import re

from policies.vocabulary.stack import Stack
from policies.vocabulary.strict_json import Json

# Everything after a dollar sign that API Gateway's template language could take as an expression; references of
# Terraform begin with `${` and a type, and are gone before API Gateway reads the text.
VARIABLE = re.compile(r"\$!?(?:\{[^}]*\}?|[A-Za-z_][A-Za-z0-9_.]*)?")


def refers(value: Json, type_: str, attribute: str, stack: Stack) -> bool:
    """Whether the whole value is a reference to this attribute of a resource of this type in the stack."""
    found = stack.resolve(value, attribute)
    return found is not None and found.type == type_


def variables(text: str) -> tuple[str, ...]:
    """Every `$expression` of a template, in order: `$context.requestId`; a lone dollar sign is one too."""
    return tuple(match.group() for match in VARIABLE.finditer(text))
