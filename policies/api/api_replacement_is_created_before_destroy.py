from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack


class ApiReplacementIsCreatedBeforeDestroy(Policy):
    """The API and its deployment are replaced first and destroyed afterwards.

    The stage points at the deployment. Terraform's usual order takes the old one away before there is a new one, and
    either fails half-way or leaves callers without an API.
    """

    id = "FRAUD_API_36"
    severity = Severity.MEDIUM
    applies_to = ("aws_api_gateway_deployment", "aws_api_gateway_rest_api")
    remediation = "Set create_before_destroy to true in the lifecycle."

    compliant = {"lifecycle": {"create_before_destroy": True}}
    violating = {
        "is destroyed first": {"lifecycle": None},
        "has another protection instead": {"lifecycle": {"create_before_destroy": None, "prevent_destroy": True}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("lifecycle", "create_before_destroy") is not True:
            yield "is destroyed before its replacement is there"
