from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import add_resource
from policies.core.known_stacks import KNOWN_STACKS


class StackHasNoLocals(Policy):
    """There are no locals: each value stands where it is used.

    A value behind a name is judged nowhere, since the place where it counts shows the name alone.
    """

    id = "FRAUD_FILE_38"
    severity = Severity.MEDIUM
    stacks = KNOWN_STACKS
    forbids = ("locals",)
    remediation = "Use a constant of Python instead of TerraformLocal."

    violating = {
        "names a value": add_resource("locals", {"limit": 10}, name="locals"),
        "is empty": add_resource("locals", {}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield "has locals, whose values are not judged where they count"
