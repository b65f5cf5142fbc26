from policies.core import Severity
from policies.core.examples import refer_to_attribute
from policies.core.kinds import Attributes, ReferenceTo


class ApiPartBelongsToTheRestApi(Attributes):
    """Every part of an API is a part of the API in this stack.

    A validator, a setting or a stage of another API protects nothing here, and changes what somebody else has built.
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
    required = {
        "rest_api_id": ReferenceTo(
            "aws_api_gateway_rest_api", "id", otherwise="is not a part of the REST API in this stack"
        )
    }
    remediation = "Pass the id of the REST API construct of this stack."
    violating = {
        "is a part of a foreign API": {"rest_api_id": "a1b2c3d4e5"},
        "names something else of the API": refer_to_attribute("rest_api_id", attribute="arn"),
    }
