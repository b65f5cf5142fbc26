"""What a module tells: to the log, and by the text of an exception, which Lambda logs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from policies.source_code.shared.allowed import EXCEPTIONS
from policies.source_code.shared.handed import WARN, called, handed, misused
from policies.source_code.shared.modules import Module, Modules
from policies.source_code.shared.syntax import is_text
from policies.source_code.shared.told import TOLD, assigned_otherwise
from policies.source_code.shared.words import is_word, reworded

LOGGER, LEVELS = "logger", frozenset({"debug", "info", "warning", "error"})
MADE = "logging.getLogger(__package__)"
LEVEL = "logger.setLevel(os.environ.get('LOG_LEVEL', 'INFO'))"


def untold(module: Module, others: Modules) -> Iterator[str]:
    """A sentence for each message that may hold more than literal text and what `TOLD` lists."""
    yield from misused(module, others, WARN)
    yield from assigned_otherwise(module)
    yield from reworded(module)
    for node in module.nodes:
        if isinstance(node, ast.Name) and node.id == LOGGER:
            yield from _logged(node, module)
        elif isinstance(node, ast.Attribute) and node.attr == "getLogger" and not _is_own_logger(node, module):
            yield f"{module.at(node)} makes a logger otherwise than by `{LOGGER} = {MADE}`"
        elif isinstance(node, ast.Attribute) and node.attr in LEVELS and not is_text(node.value, LOGGER):
            yield f"{module.at(node)} logs otherwise than by `{LOGGER}`"
        elif isinstance(node, ast.ImportFrom) and node.module == "logging":
            yield f"{module.at(node)} imports a part of logging; write logging.getLogger"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == WARN:
            yield from _arguments(node, module, "logs")
        elif isinstance(node, ast.Raise):
            yield from _raised(node, module)
        elif _is_exception(node) and not _is_raised_or_caught(node, module):
            yield f"{module.at(node)} uses {ast.unparse(node)} otherwise than to raise or to catch it"
        elif _hands_on_logger(node):
            yield f"{module.at(node)} uses the logger of another module"


def _logged(node: ast.Name, module: Module) -> Iterator[str]:
    parent = module.parents[node]
    if isinstance(parent, ast.Assign) and is_text(parent.value, MADE):
        return
    if not isinstance(parent, ast.Attribute):
        yield f"{module.at(node)} uses logger otherwise than to log"
        return
    call = module.parents[parent]
    if isinstance(call, ast.Call) and called(parent, module):
        if is_text(call, LEVEL):
            return
        if parent.attr in LEVELS:
            yield from _arguments(call, module, "logs")
            return
    if parent.attr not in LEVELS or not handed(parent, module, WARN):
        yield f"{module.at(node)} uses {parent.attr} of logger"


def _is_own_logger(node: ast.Attribute, module: Module) -> bool:
    call = module.parents[node]
    assignment = module.parents[call]
    targets = assignment.targets if isinstance(assignment, ast.Assign) else []
    return is_text(call, MADE) and [ast.dump(target) for target in targets] == [f"Name(id={LOGGER!r}, ctx=Store())"]


def _arguments(call: ast.Call, module: Module, verb: str) -> Iterator[str]:
    """What is told by a call: a literal text first, then only what the list has, and nothing by keyword."""
    if not call.args or not (isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)):
        yield f"{module.at(call)} {verb} a message that is no literal text"
    for value in (*call.args[1:], *(keyword.value for keyword in call.keywords)):
        yield from _value(value, module, verb)
    if call.keywords:
        yield f"{module.at(call)} {verb} by keyword"


def _raised(node: ast.Raise, module: Module) -> Iterator[str]:
    """A bare `raise`, or a known class with literal texts, from nothing that was caught."""
    if node.exc is None:
        return
    call = node.exc if isinstance(node.exc, ast.Call) else ast.Call(node.exc, [], [])
    if not _is_exception(call.func):
        yield f"{module.at(node)} raises {ast.unparse(call.func)[:40]}, which is no known class of exceptions"
    for value in (*call.args, *(keyword.value for keyword in call.keywords)):
        yield from _value(value, module, "raises an exception with")
    if node.cause and not (isinstance(node.cause, ast.Constant) and node.cause.value is None):
        yield f"{module.at(node)} raises an exception from another, whose text is logged with it"


def _value(value: ast.expr, module: Module, verb: str) -> Iterator[str]:
    parts = value.values if isinstance(value, ast.JoinedStr) else [value]
    for part in parts:
        told = part.value if isinstance(part, ast.FormattedValue) and not part.format_spec else part
        if not is_word(told, module) and not any(is_text(told, text) for text in TOLD.get(module.file, ())):
            yield f"{module.at(value)} {verb} {ast.unparse(told)[:60]}"


def _hands_on_logger(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return any(alias.name == LOGGER for alias in node.names)
    return isinstance(node, ast.Attribute) and node.attr == LOGGER


def _is_exception(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in EXCEPTIONS


def _is_raised_or_caught(node: ast.AST, module: Module) -> bool:
    parent = module.parents[node]
    if isinstance(parent, ast.Tuple) or (isinstance(parent, ast.Call) and parent.func is node):
        node, parent = parent, module.parents[parent]
    caught = isinstance(parent, ast.ExceptHandler) and not isinstance(node, ast.Call)
    return caught or (isinstance(parent, ast.Raise) and parent.exc is node and not isinstance(node, ast.Tuple))
