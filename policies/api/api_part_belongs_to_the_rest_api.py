from collections.abc import Iterator

from policies.aws.api import refers
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import refer_to_attribute

API = "aws_api_gateway_rest_api"


class ApiPartBelongsToTheRestApi(Policy):
    """Every part of an API is a part of the API in this stack.

    A validator, a setting or a stage that hangs on another API protects nothing here, and changes what somebody else
    has built.
    """

    id = "FRAUD_API_4"
    severity = Severity.HIGH
    applies_to = (
        "aws_api_gateway_resource",
        "aws_api_gateway_model",
        "aws_api_gateway_request_validator",
        "aws_api_gateway_method",
        "aws_api_gateway_method_response",
        "aws_api_gateway_method_settings",
        "aws_api_gateway_integration",
        "aws_api_gateway_integration_response",
        "aws_api_gateway_gateway_response",
        "aws_api_gateway_deployment",
        "aws_api_gateway_stage",
    )
    claims = ("rest_api_id",)
    remediation = "Pass the id of the REST API construct of this stack."

    compliant = {"rest_api_id": "${aws_api_gateway_rest_api.api.id}"}
    given = {f"{API}.api": {}}
    violating = {
        "is a part of a foreign API": {"rest_api_id": "a1b2c3d4e5"},
        "is a part of an API that is not there": {"rest_api_id": "${aws_api_gateway_rest_api.nowhere.id}"},
        "names something else of the API": refer_to_attribute("rest_api_id", attribute="arn"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not refers(resource.get("rest_api_id"), API, "id", stack):
            yield "is not a part of the REST API in this stack"
