from collections.abc import Iterator

from policies.core import Resource, Stack, controls
from policies.core.policy import EVERY_RESOURCE, Policy, Severity


class BlockRunsNoScript(Policy):
    """Nothing runs a script while it is created or destroyed.

    A provisioner runs any command on the deploying machine, with the deploying role's rights.
    """

    id = "FRAUD_FILE_5"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_7.supports,)
    applies_to = (EVERY_RESOURCE,)
    claims = ("connection", "provisioner")
    remediation = "Take the provisioner out; what must happen at deploy time is a resource or a step of the pipeline."

    compliant = {"name": "alerts"}
    violating = {
        "runs a command": {"provisioner": [{"local-exec": {"command": "true"}}]},
        "runs one when destroyed": {"provisioner": {"local-exec": {"command": "true", "when": "destroy"}}},
        "connects to a machine": {"connection": {"host": "example.com"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for argument in self.claims:
            if argument in resource.values:
                yield f"has a {argument}, which runs what nobody judged"
