"""Which operations of AWS a module calls, and whether each client is made and used so that it can be read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from policies.source_code.shared.handed import CLIENT, called, handed, misused
from policies.source_code.shared.modules import Module, Modules
from policies.source_code.shared.syntax import is_text

# IAM names these otherwise than the client does.
OTHERWISE: Mapping[str, tuple[str, ...]] = {
    "lambda:InvokeFunction": ("invoke",),
    "sns:Publish": ("publish", "publish_batch"),
}
# IAM calls these services otherwise than the client does.
SERVICES: Mapping[str, str] = {"states": "stepfunctions"}
CONFIG = "Config"
# What may be said of a client, by keyword.
KEYWORDS: Mapping[str, frozenset[str]] = {
    CLIENT: frozenset({"config"}),
    CONFIG: frozenset({"connect_timeout", "read_timeout", "retries"}),
}
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def unrecorded(module: Module, actions: Iterable[str]) -> Iterator[str]:
    """A sentence for each operation, and each service, that is not among these actions."""
    known = {operation for action in actions for operation in operations(action)}
    prefixes = {action.partition(":")[0] for action in actions}
    services = {SERVICES.get(prefix, prefix) for prefix in prefixes}
    for node in module.nodes:
        if isinstance(node, ast.Attribute) and is_text(node.value, CLIENT) and node.attr not in known:
            yield f"{module.at(node)} calls {node.attr}, which is not on record"
    for call in made(module):
        if call.args and not any(is_text(call.args[0], repr(service)) for service in services):
            yield f"{module.at(call)} makes a client of {ast.unparse(call.args[0])}, of which no call is on record"


def operations(action: str) -> tuple[str, ...]:
    """What the client calls an action of IAM."""
    return OTHERWISE.get(action, (_WORD.sub("_", action.partition(":")[2]).lower(),))


def unreadable_clients(module: Module, others: Modules) -> Iterator[str]:
    """A sentence for each client whose calls could not be read from the code."""
    yield from misused(module, others, CLIENT)
    for call in made(module):
        if not _is_plain(call):
            yield f"{module.at(call)} makes a client of what is no literal name of a service"
        if not _is_returned(call, module):
            yield f"{module.at(call)} makes a client elsewhere than in a function `client` that returns it at once"
    for node in module.nodes:
        if isinstance(node, ast.Attribute) and node.attr == CLIENT and not _is_known(node, module):
            yield f"{module.at(node)} uses a client otherwise than to hand it on as client="
        if isinstance(node, ast.FunctionDef) and node.name == CLIENT and not _only_cached(node.decorator_list):
            yield f"{module.at(node)} hands a client to a decorator"
        if isinstance(node, ast.Name) and node.id == CONFIG and not _is_plain_configuration(node, module):
            yield f"{module.at(node)} configures a client by more than its time limits and retries"


def made(module: Module) -> Iterator[ast.Call]:
    """The calls that make a client."""
    for node in module.nodes:
        if isinstance(node, ast.Call) and is_text(node.func, "boto3.client"):
            yield node


def _is_plain(call: ast.Call) -> bool:
    literal = len(call.args) == 1 and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    return literal and {keyword.arg for keyword in call.keywords} <= KEYWORDS[CLIENT]


def _is_plain_configuration(node: ast.Name, module: Module) -> bool:
    """Whether it stands in an annotation, or in a call by known keywords."""
    parent = module.parents[node]
    if isinstance(parent, ast.Call) and parent.func is node:
        return not parent.args and {keyword.arg for keyword in parent.keywords} <= KEYWORDS[CONFIG]
    return isinstance(parent, ast.FunctionDef) and parent.returns is node


def _is_returned(call: ast.Call, module: Module) -> bool:
    statement = module.parents[call]
    function = module.parents.get(statement)
    return isinstance(statement, ast.Return) and isinstance(function, ast.FunctionDef) and function.name == CLIENT


def _is_known(node: ast.Attribute, module: Module) -> bool:
    if is_text(node, "boto3.client"):
        return called(node, module)
    return called(node, module) and handed(module.parents[node], module, CLIENT)


def _only_cached(decorators: Iterable[ast.expr]) -> bool:
    return all(isinstance(decorator, ast.Name) and decorator.id == "cache" for decorator in decorators)
