"""What the functions' code may tell, in a line of the log or the text of an exception, beside literal text."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from policies.source_code.shared.bindings import bound
from policies.source_code.shared.modules import Module
from policies.source_code.shared.syntax import is_text

# By module: the expressions whose values may be told, and what they hold. None is of a transaction.
TOLD: Mapping[str, Mapping[str, str]] = {
    "lambdas/fraud_analyzer/endpoint.py": {
        "type(failure).__name__": "the class of an exception",
        "status": "the status of the endpoint's answer",
    },
    "lambdas/fraud_analyzer/model_file.py": {"part": "which part of the model's file"},
    "lambdas/fraud_analyzer/rules.py": {"place": "which rule of the file"},
    "lambdas/notification_sender/filling.py": {
        "name": "which template",
        "wrong": "a placeholder of the template",
        "', '.join(f'${fact}' for fact in facts)": "the names of the fields",
    },
    "lambdas/notification_sender/message.py": {"missing": "the name of a field"},
    "lambdas/shared/environment.py": {"variable": "the name of a variable"},
    "lambdas/shared/parameters.py": {
        "type(failure).__name__": "the class of an exception",
        "', '.join(missing)": "names of parameters",
    },
    "lambdas/transaction_drain/batch.py": {"type(failure).__name__": "the class of an exception"},
    "lambdas/transaction_drain/deciding.py": {"type(failure).__name__": "the class of an exception"},
    "lambdas/transaction_drain/executions.py": {"type(failure).__name__": "the class of an exception"},
    "lambdas/transaction_drain/histories.py": {"type(failure).__name__": "the class of an exception"},
    "lambdas/transaction_drain/refusals.py": {"type(failure).__name__": "the class of an exception"},
    "lambdas/transaction_validator/schema.py": {"name": "the name of a field of the schema"},
}
# By module: the names in these expressions, and how each may be bound: to one expression, as a parameter of a function
# (or in a comprehension), or to what is caught.
ASSIGNED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "lambdas/fraud_analyzer/model_file.py": {"part": ("def _require",)},
    "lambdas/fraud_analyzer/rules.py": {"place": ("def _rule", "def read")},
    "lambdas/notification_sender/message.py": {"missing": ("except KeyError",)},
    "lambdas/notification_sender/filling.py": {
        "facts": ("def mail", "def short", "def _filled"),
        "name": ("def _filled",),
        "wrong": ("f'unknown placeholder ${unknown[0]}' if unknown else 'a $ that begins no placeholder'",),
    },
    "lambdas/shared/environment.py": {"variable": ("def whole",)},
    "lambdas/shared/parameters.py": {"missing": ("sorted(set(names) - set(found))",)},
    "lambdas/transaction_validator/schema.py": {"name": ("def _shape",)},
}


def assigned_otherwise(module: Module) -> Iterator[str]:
    """A sentence for each place where a name that is told could come to hold something else."""
    known = ASSIGNED.get(module.file, {})
    for node in module.nodes:
        for name in bound(node):
            if name in known and not any(_is_plain(node, module, way) for way in known[name]):
                yield f"{module.at(node)} binds {name}, which it tells, to something else"
        is_changed = isinstance(getattr(node, "ctx", None), ast.Store | ast.Del)
        changed = node.value if is_changed and isinstance(node, ast.Subscript | ast.Attribute) else None
        if isinstance(changed, ast.Name) and changed.id in known:
            yield f"{module.at(node)} changes {changed.id}, which it tells"


def _is_plain(node: ast.AST, module: Module, text: str) -> bool:
    """Whether a node binds a name in the one way that is known: `def f`, `except KeyError` or an expression."""
    statement = module.parents[node]
    if isinstance(node, ast.arg):
        function = module.parents[statement]
        return isinstance(function, ast.FunctionDef) and text == f"def {function.name}"
    if isinstance(node, ast.ExceptHandler):
        return node.type is not None and text == f"except {ast.unparse(node.type)}"
    if isinstance(statement, ast.Tuple):
        statement = module.parents[statement]
    if text.startswith("def "):
        return isinstance(statement, ast.comprehension)
    if text.startswith("except ") or not isinstance(node, ast.Name):
        return False
    return isinstance(statement, ast.Assign | ast.NamedExpr) and is_text(statement.value, text)
