"""What is not mutated: types, and in the rulebook what is no rule but an example or a sentence for its reader.

An example that is edited is another example. No example tells sentences apart, nor what is only named in one, nor which
policies may be waived.
"""

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

# What a policy says of itself, and what it is tried on (policies/core/policy.py).
NO_RULE = frozenset({"id", "severity", "controls", "remediation", "waivable", "compliant", "given", "violating"})
TYPES = m.TypeAlias() | m.Annotation() | m.Decorator() | m.Import() | m.ImportFrom()
ALIAS = m.Assign(value=m.Subscript(value=m.Name(value=m.MatchRegex("[A-Z].*|dict|list|tuple|set|frozenset|type"))))
TYPE_VARIABLE = m.Assign(value=m.Call(func=m.Name(value=m.MatchRegex("TypeVar|ParamSpec|NewType"))))
MATCHING = m.Call(func=m.Name("Matching"), args=[m.DoNotCare(), m.AtLeastN(n=1)])
# No name, pattern or address that a rule compares has more words than that.
WORDS_OF_A_NAME = 3
WORDS = m.SimpleString() | m.FormattedString() | m.ConcatenatedString()


class Left:
    """What is left out of one file."""

    def __init__(self, file: str, module: cst.Module) -> None:
        self._nodes: set[cst.CSTNode] = set()
        self._is_rulebook = file.startswith("policies/")
        if self._is_rulebook:
            self._nodes = _no_rules(module) | _sentences(module)

    def out(self, node: cst.CSTNode) -> bool:
        """Whether neither the node nor anything inside is mutated."""
        return node in self._nodes or m.matches(node, TYPES | ALIAS | TYPE_VARIABLE)

    def says_the_same(self, node: cst.CSTNode, other: cst.CSTNode) -> bool:
        """Whether an edit of the rulebook leaves alone what a kind says otherwise."""
        if not self._is_rulebook or not isinstance(node, cst.Call) or not isinstance(other, cst.Call):
            return True
        said, now = _said(node), _said(other)
        return len(said) == len(now) and all(each.deep_equals(one) for each, one in zip(said, now, strict=True))


def _said(call: cst.Call) -> list[cst.BaseExpression]:
    return [arg.value for arg in call.args if arg.keyword and arg.keyword.value == "otherwise"]


def _no_rules(module: cst.Module) -> set[cst.CSTNode]:
    """Examples and what is written of a policy, and at the module's level what nothing else uses."""
    classes = [each for each in module.body if isinstance(each, cst.ClassDef)]
    found: set[cst.CSTNode] = set()
    for each in classes:
        found |= {line for line in each.body.body if _assigned(line) in NO_RULE}
    lines = [line for line in module.body if _all_assigned(line) or isinstance(line, cst.FunctionDef)]
    while more := {line for line in lines if line not in found and _serves_only(line, found, module)}:
        found |= more
    return found


def _serves_only(line: cst.CSTNode, found: set[cst.CSTNode], module: cst.Module) -> bool:
    names = [line.name.value] if isinstance(line, cst.FunctionDef) else _all_assigned(line)
    inside = {name: sum(_uses(each, name) for each in found) for name in names}
    return all(0 < inside[name] == _uses(module, name) - _uses(line, name) for name in names)


def _uses(node: cst.CSTNode, name: str) -> int:
    return len(m.findall(node, m.Name(value=name)))


def _assigned(line: cst.CSTNode) -> str:
    """The name to which a line assigns something, or nothing."""
    if isinstance(line, cst.SimpleStatementLine):
        for each in line.body:
            if isinstance(each, cst.Assign) and isinstance(each.targets[0].target, cst.Name):
                return str(each.targets[0].target.value)
            if isinstance(each, cst.AnnAssign | cst.AugAssign) and isinstance(each.target, cst.Name):
                return str(each.target.value)
    return ""


def _all_assigned(line: cst.CSTNode) -> list[str]:
    """The names to which a line assigns something, those of a tuple as well."""
    if _assigned(line) or not isinstance(line, cst.SimpleStatementLine):
        return [_assigned(line)] if _assigned(line) else []
    tuples = m.findall(line, m.AssignTarget(target=m.Tuple()))
    return [name.value for each in tuples for name in m.findall(each, m.Name()) if isinstance(name, cst.Name)]


def _sentences(module: cst.Module) -> set[cst.CSTNode]:
    """The texts that are yielded or raised, those that a kind says otherwise, and the example of a pattern."""
    told: set[cst.CSTNode] = set()
    for each in m.findall(module, m.Yield(value=WORDS) | m.Raise() | m.Arg(keyword=m.Name("otherwise"))):
        told |= {*m.findall(each, WORDS)}
    told |= {call.args[1] for call in m.findall(module, MATCHING) if isinstance(call, cst.Call)}
    told |= {line for each in m.findall(module, m.FunctionDef()) for line in _only_said(each, told)}
    return told | {line for line in module.body if isinstance(line, cst.SimpleStatementLine) and _is_sentence(line)}


def _only_said(function: cst.CSTNode, told: set[cst.CSTNode]) -> Iterator[cst.CSTNode]:
    """The lines of a function that assign what is only used in sentences."""
    said = {name for each in told for name in m.findall(each, m.Name())}
    lines = [line for line in m.findall(function, m.SimpleStatementLine()) if _assigned(line)]
    for line in lines:
        name = _assigned(line)
        assigning = {use for each in lines if _assigned(each) == name for use in m.findall(each, m.Name(value=name))}
        uses = {*m.findall(function, m.Name(value=name))} - assigning
        if uses and uses <= said:
            yield line


def _is_sentence(line: cst.SimpleStatementLine) -> bool:
    """Whether a constant is a text of several words: what is yielded by its name."""
    texts = m.findall(line, m.Assign(value=WORDS))
    return any(len(line_of.split()) > WORDS_OF_A_NAME for line_of in map(_text, texts))


def _text(assign: cst.CSTNode) -> str:
    return str(cst.Module(()).code_for_node(cst.ensure_type(assign, cst.Assign).value))
