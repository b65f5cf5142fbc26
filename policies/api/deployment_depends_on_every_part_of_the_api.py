from collections.abc import Iterator

from policies.aws.api_parts import PARTS
from policies.aws.dependencies import dependencies
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import remove
from policies.core.text import few


def parts(stack: Stack) -> tuple[str, ...]:
    """The addresses of all parts of the API."""
    return tuple(part.address for part in stack.of(*PARTS))


class DeploymentDependsOnEveryPartOfTheApi(Policy):
    """Every deployment is made after all parts of the API.

    A deployment is a copy of what is there at that moment. A part that is created later stands in the file and was
    judged, but no caller gets it.
    """

    id = "FRAUD_API_34"
    severity = Severity.HIGH
    waivable = True
    controls = (controls.NIST_CM_3.supports,)
    applies_to = ("aws_api_gateway_deployment",)
    remediation = "Name every part of the API in the deployment's depends_on, as stacks/api.py does."

    compliant = {"depends_on": [f"{PARTS[3]}.post", f"{PARTS[-1]}.throttled"]}
    given = {f"{PARTS[3]}.post": {}, f"{PARTS[-1]}.throttled": {}}
    violating = {
        "waits for nothing": {"depends_on": None},
        "leaves out a part": remove("depends_on", -1),
        "leaves out another part": remove("depends_on", 0),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        depends_on = dependencies(resource)
        missing = [address for address in stack.once(parts) if address not in depends_on]
        if missing:
            yield f"does not depend on {few(missing)}"
