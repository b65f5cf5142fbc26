from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls


class ModelContentTypeIsJson(Policy):
    """Every model describes application/json.

    API Gateway checks a body only against a model of the content type that the body claims to be of.
    """

    id = "FRAUD_API_10"
    severity = Severity.MEDIUM
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_model",)
    claims = ("content_type",)
    remediation = 'Set content_type to "application/json".'

    compliant = {"content_type": "application/json"}
    violating = {
        "describes text": {"content_type": "text/plain"},
        "describes JSON in another spelling": {"content_type": "application/json; charset=utf-8"},
        "describes nothing": {"content_type": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        content_type = resource.get("content_type")
        if content_type != "application/json":
            yield f"describes {content_type!r}, not application/json"
