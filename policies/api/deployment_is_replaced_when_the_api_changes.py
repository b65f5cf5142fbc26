import hashlib
from collections.abc import Iterator, Mapping

from policies.aws.api_parts import PARTS, REST_API, fingerprint
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import Values, add_resource, at_every, remove_resources, replace

METHOD = PARTS[3]
REFUSAL = PARTS[-1]
GIVEN: dict[str, Values] = {
    f"{REST_API}.api": {"name": "fraud-detection", "description": "Prüfung"},
    f"{METHOD}.post": {"http_method": "POST", "authorization": "NONE", "api_key_required": True},
    f"{REFUSAL}.throttled": {"response_type": "THROTTLED"},
}
FROZEN = (
    '{"aws_api_gateway_gateway_response.throttled":{"response_type":"THROTTLED"},'
    '"aws_api_gateway_method.post":{"api_key_required":true,"authorization":"NONE","http_method":"POST"},'
    '"aws_api_gateway_rest_api.api":{"description":"Prüfung","name":"fraud-detection"}}'
)


class DeploymentIsReplacedWhenTheApiChanges(Policy):
    """Every deployment has the fingerprint of what it freezes as its one trigger.

    Terraform creates a deployment once. With a trigger that does not move, a changed method stands in the file and in
    the console, while callers still get the old one. So the fingerprint is made again from the file, and compared.
    """

    id = "FRAUD_API_35"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_3.supports,)
    applies_to = ("aws_api_gateway_deployment",)
    claims = ("triggers",)
    remediation = "Set the one trigger to the fingerprint of the API and all its parts, as stacks/frozen.py makes it."
    waivable = False

    compliant = {"triggers": {"content": hashlib.sha256(FROZEN.encode()).hexdigest()}}
    given = GIVEN
    violating = {
        "has no trigger": {"triggers": None},
        "has triggers, but none": replace("triggers", value={}),
        "has a version that somebody must remember to raise": {"triggers": {"content": "v1"}},
        "is decided at deploy time": {"triggers": {"content": "${var.version}"}},
        "is of something else": {"triggers": {"content": "0" * 64}},
        "has a second trigger": {"triggers": {"more": "0" * 64}},
        "was not replaced with a method": at_every(METHOD, {"operation_name": "other"}),
        "was not replaced with the API": at_every(REST_API, {"minimum_compression_size": "0"}),
        "was not replaced when a part went": remove_resources(REFUSAL),
        "was not replaced when a part came": add_resource(REFUSAL, {"response_type": "UNAUTHORIZED"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        triggers, wanted = resource.get("triggers"), stack.once(fingerprint)
        stated = tuple(triggers.values()) if isinstance(triggers, Mapping) else ()
        if stated != (wanted,):
            yield f"is not replaced when the API changes: its one trigger must be {wanted}"
