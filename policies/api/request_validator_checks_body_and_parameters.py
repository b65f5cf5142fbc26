from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls


class RequestValidatorChecksBodyAndParameters(Policy):
    """Every request validator checks the body and the parameters.

    A validator with a check switched off looks as if it protected the method, and lets everything through.
    """

    id = "FRAUD_API_9"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports, controls.PCI_6_2_4.supports)
    applies_to = ("aws_api_gateway_request_validator",)
    claims = ("validate_request_body", "validate_request_parameters")
    remediation = "Set validate_request_body and validate_request_parameters to true."

    compliant = {"validate_request_body": True, "validate_request_parameters": True}
    violating = {
        "does not check the body": {"validate_request_body": False},
        "leaves the body to the provider": {"validate_request_body": None},
        "says true in words": {"validate_request_body": "true"},
        "does not check parameters": {"validate_request_parameters": False},
        "leaves parameters to the provider": {"validate_request_parameters": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("validate_request_body") is not True:
            yield "does not check the body"
        if resource.get("validate_request_parameters") is not True:
            yield "does not check the parameters"
