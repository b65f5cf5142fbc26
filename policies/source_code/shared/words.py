"""What may be told of a transaction: words that stand in the code, chosen by a value that is not told itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from policies.source_code.shared.bindings import functions
from policies.source_code.shared.modules import Module, imported
from policies.source_code.shared.syntax import is_code

FILE, HOME, CHOOSING = "lambdas/shared/words.py", "lambdas.shared.words", "known_words"
# The one function that chooses among words: what it returns is made of them alone.
REVIEWED = '''
def known_words(values: Collection[object], *words: str) -> str:
    """Return those of the words that are among the values, with commas between them; a value is never repeated."""
    return ", ".join(word for word in words if word in values)
'''


def is_word(value: ast.expr, module: Module) -> bool:
    """Whether an expression can only be text of the code: `"a"`, `"a" if x else "b"`, `known_words([x], "a", "b")`."""
    if isinstance(value, ast.IfExp):
        return is_word(value.body, module) and is_word(value.orelse, module)
    if not isinstance(value, ast.Call):
        return isinstance(value, ast.Constant)
    chosen = isinstance(value.func, ast.Name) and value.func.id == CHOOSING and not value.keywords
    literal = len(value.args) > 1 and all(isinstance(word, ast.Constant) for word in value.args[1:])
    return chosen and literal and not isinstance(value.args[0], ast.Starred) and _imports_choosing(module)


def reworded(module: Module) -> Iterator[str]:
    """A sentence where the function that chooses among words is not the reviewed one."""
    if module.file == FILE:
        made = (node for node in module.tree.body if isinstance(node, ast.FunctionDef) and node.name == CHOOSING)
        if CHOOSING not in functions(module) or not all(is_code(node, REVIEWED) for node in made):
            yield f"{module.file}:1 chooses among words otherwise than it was reviewed"


def _imports_choosing(module: Module) -> bool:
    """Whether the name stands for the reviewed function alone: no other policy lets it be bound in another way."""
    homes = {
        imported(node, module.package) if alias.name == CHOOSING else ""
        for node in module.nodes
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if CHOOSING in (alias.name, alias.asname)
    }
    return homes == {HOME}
