"""Expressions, compared by what they say."""

from __future__ import annotations

import ast
from functools import cache

# Levels of a syntax tree; the deepest module that a function has is a third of it.
DEEPEST = 40


def is_text(node: ast.AST, text: str) -> bool:
    """Whether an expression is the one that a text says, however it is written."""
    expression, dumped = _dumped(text)
    return type(node) is expression and ast.dump(node) == dumped


def is_code(node: ast.AST, text: str) -> bool:
    """Whether a statement is the one that a text says, however it is written."""
    return ast.dump(node) == ast.dump(ast.parse(text).body[0])


@cache
def _dumped(text: str) -> tuple[type[ast.expr], str]:
    expression = ast.parse(text, mode="eval").body
    return type(expression), ast.dump(expression)


def is_too_deep(tree: ast.AST) -> bool:
    """Whether a tree has more levels than any that people write, so that walking it could fail."""
    level = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return bool(level)
