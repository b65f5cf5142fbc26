from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import add_resource
from policies.core.known_stacks import KNOWN_STACKS


class StackHasNoModules(Policy):
    """Everything that is deployed stands in the file itself, not in a module.

    A module's content is elsewhere, and is fetched after the file was judged.
    """

    id = "FRAUD_FILE_36"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_3.supports,)
    stacks = KNOWN_STACKS
    forbids = ("module",)
    remediation = "Build what the module builds with constructs of the stack."

    violating = {
        "calls one from elsewhere": add_resource("module", {"source": "example/queue/aws", "version": "1.0.0"}),
        "calls one beside it": add_resource("module", {"source": "./queue"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield "is a module: its content is not in this file and was not judged"
