import re
from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import replace

FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class DeploymentIsReplacedWhenTheApiChanges(Policy):
    """Every deployment has a fingerprint of what it freezes as its trigger.

    Terraform creates a deployment once. Without a trigger, a changed method stands in the file and in the console,
    while callers still get the old one.
    """

    id = "FRAUD_API_35"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_3.supports,)
    applies_to = ("aws_api_gateway_deployment",)
    claims = ("triggers",)
    remediation = "Set triggers to the fingerprint (SHA-256) of all parts, as stacks/frozen.py makes it."

    compliant = {"triggers": {"content": "0" * 64}}
    violating = {
        "has no trigger": {"triggers": None},
        "has triggers, but none": replace("triggers", value={}),
        "has a version that somebody must remember to raise": {"triggers": {"content": "v1"}},
        "is decided at deploy time": {"triggers": {"content": "${var.version}"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        triggers = resource.get("triggers")
        if not isinstance(triggers, Mapping) or not triggers:
            yield "is not replaced when the API changes"
        elif not all(isinstance(value, str) and FINGERPRINT.fullmatch(value) for value in triggers.values()):
            yield "has a trigger that is no SHA-256 fingerprint"
