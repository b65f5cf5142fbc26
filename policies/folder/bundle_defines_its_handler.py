import ast
from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.deployed_folder import BUNDLE, FUNCTION
from policies.core.examples import at_every
from policies.folder.shared.example import BESIDE, BUNDLED, leave_out_the_function, leave_out_the_handler


class BundleDefinesItsHandler(Policy):
    """Every bundle defines the function that Lambda is to call, in the module that the handler names.

    A function without it fails at each call, and every transaction with it.
    """

    id = "FRAUD_FOLDER_6"
    severity = Severity.HIGH
    applies_to = (BUNDLE,)
    claims = ("members",)
    remediation = "Define `handler` at the top of the package's handler.py."
    waivable = False

    compliant = BUNDLED
    given = BESIDE
    violating = {
        "lacks the module": leave_out_the_handler,
        "lacks the function": leave_out_the_function,
        "is entered elsewhere": at_every(FUNCTION, {"handler": "example.other.handler"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for function in stack.having(FUNCTION, "filename", resource.get("filename")):
            module, _, name = str(function.get("handler")).rpartition(".")
            source = resource.get("members", f"{module.replace('.', '/')}.py", "source")
            if not isinstance(source, str) or name not in _defined(source):
                yield f"defines no {function.get('handler')}, which {function.place} is entered at"


def _defined(source: str) -> frozenset[str]:
    try:
        return frozenset(node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # which it says of what is nested too deeply
        return frozenset()
