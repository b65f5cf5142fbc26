"""The code and the documents of a bundle, as policies judge them: none of them crashes, and nothing dynamic passes."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from hashlib import sha256
from typing import cast

from fuzzing.oracle import require
from gate.words import printable
from policies.core.deployed_folder import BUNDLE
from policies.core.resources import Resource
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.core.strict_json import Frozen, NotJson, freeze, loads

# The policy that lets no code be made of text, and what it must notice.
DYNAMIC, MEANS = "FRAUD_CODE_4", frozenset({"eval", "exec", "compile", "__import__", "globals", "open", "getattr"})
FUNCTION = Resource(
    "aws_lambda_function",
    "fraud-analyzer",
    Frozen(
        {"function_name": "fraud-analyzer", "filename": "assets/a.zip", "handler": "fraud_analyzer.handler.handler"}
    ),
)
# Loaded with this module, so that they are instrumented too.
POLICIES = tuple(policy for policy in rulebook() if BUNDLE in policy.applies_to)
FILES = ("rules.json", "model.json", "rates.json")


def run(data: bytes) -> None:
    """Puts the text into a bundle as its handler, and as each document that a policy reads."""
    text = data.decode("utf-8", "replace")
    bundle = Resource(BUNDLE, "fraud-analyzer", _values(text), "stacks/fraud-detection/assets/a.zip")
    stack = Stack((FUNCTION, bundle))
    for policy in POLICIES:
        violations = [*policy.violations(bundle, stack)]
        require(
            all(len(printable(each).splitlines()) == 1 for each in violations),
            f"{policy.id} says a violation in several lines",
        )
        if policy.id == DYNAMIC and _is_dynamic(text):
            require(bool(violations), "lets code pass that makes code out of text")


def _values(text: str) -> Frozen:
    """The bundle's values."""
    digest = {"sha256": sha256(text.encode()).hexdigest()}
    try:
        document: dict[str, object] = {**digest, "document": loads(text)}
    except NotJson:
        document = {**digest}
    members: dict[str, object] = {
        "fraud_analyzer/handler.py": {**digest, "source": text},
        "fraud_analyzer/__init__.py": {"source": ""},
    }
    members |= {f"fraud_analyzer/{name}": document for name in FILES}
    return cast("Frozen", freeze({"filename": "assets/a.zip", "digest": "", "members": members}))


def _is_dynamic(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nodes = [*ast.walk(ast.parse(text))]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return any(isinstance(node, ast.Name) and node.id in MEANS and isinstance(node.ctx, ast.Load) for node in nodes)


def seeds() -> Iterator[bytes]:
    """Modules as a function has them, and a document of each kind."""
    yield b'"""A handler."""\nimport os\nfrom json import loads\n\ndef handler(event, _):\n    return loads(event)\n'
    yield b"def handler(event, context):\n    value = eval('1')\n    return {**event, 'a': os.environ['TABLE']}\n"
    yield b"class A:\n    def f(self, *, a: int = 1) -> int:\n        return [x for x in range(a)]\n\nhandler = A().f\n"
    yield b'{"version": "1", "effective": "2026-11-27", "rules": [], "counting": {}, "dollars": {"EUR": "1.25"}}'
