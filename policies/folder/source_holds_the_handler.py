from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import SOURCE
from policies.folder.shared.example import SOURCES, leave_out_the_handler


class SourceHoldsTheHandler(Policy):
    """Every package in lambdas/ can be read and has a handler, so that its bundle can be compared with it.

    Sources that cannot be read (a link, a pipe, no Python) leave nothing to compare a bundle with.
    """

    id = "FRAUD_FOLDER_4"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_3.supports,)
    applies_to = (SOURCE,)
    claims = ("members", "problem")
    remediation = "Keep each function in a package of lambdas/ that holds handler.py and regular files alone."
    waivable = False

    compliant = SOURCES
    violating = {
        "cannot be read": {"members": None, "problem": "lambdas/example/more.py: is no regular file"},
        "holds a module that cannot be read": {"problem": "lambdas/example/more.py: is no regular file"},
        "holds nothing": {"members": None},
        "has no handler": leave_out_the_handler,
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        members = resource.get("members")
        if resource.get("problem"):
            yield f"{resource.get('problem')}"
        elif not isinstance(members, Mapping) or f"{resource.name.replace('-', '_')}/handler.py" not in members:
            yield "has no handler.py that is tracked"
