from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly

CALL = {
    "type": "AWS",
    "integration_http_method": "POST",
    "uri": "arn:aws:apigateway:us-east-1:states:action/StartSyncExecution",
}


class IntegrationCallsStartSyncExecution(Attributes):
    """Every integration calls StartSyncExecution of Step Functions in us-east-1, and nothing else.

    Any other address would send transactions out of the workflow that validates, scores and stores them: to another
    service, to another region or to a stranger's server.
    """

    id = "FRAUD_API_15"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_7.supports,)
    applies_to = ("aws_api_gateway_integration",)
    required = {attribute: Exactly(value) for attribute, value in CALL.items()}
    remediation = f"Integrate with type AWS by POST to {CALL['uri']}."
    violating = {
        "sends transactions to a stranger": {"uri": "https://example.com/transaction"},
        "calls another service": {"uri": "arn:aws:apigateway:us-east-1:sqs:action/SendMessage"},
        "starts without waiting": {"uri": "arn:aws:apigateway:us-east-1:states:action/StartExecution"},
        "passes requests on as they are": {"type": "AWS_PROXY"},
        "calls nobody": {"type": "MOCK"},
        "reads instead of calling": {"integration_http_method": "GET"},
    }
