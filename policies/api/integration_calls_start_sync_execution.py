from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls

CALL = {
    "type": "AWS",
    "integration_http_method": "POST",
    "uri": "arn:aws:apigateway:us-east-1:states:action/StartSyncExecution",
}


class IntegrationCallsStartSyncExecution(Policy):
    """Every integration calls StartSyncExecution of Step Functions in us-east-1, and nothing else.

    Any other address would send transactions out of the workflow that validates, scores and stores them: to another
    service, region, or to a stranger's server.
    """

    id = "FRAUD_API_15"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_7.supports,)
    applies_to = ("aws_api_gateway_integration",)
    claims = tuple(CALL)
    remediation = f"Integrate with type AWS by POST to {CALL['uri']}."

    compliant = CALL
    violating = {
        "sends transactions to a stranger": {"uri": "https://example.com/transaction"},
        "calls another service": {"uri": "arn:aws:apigateway:us-east-1:sqs:action/SendMessage"},
        "starts without waiting": {"uri": "arn:aws:apigateway:us-east-1:states:action/StartExecution"},
        "passes requests on as they are": {"type": "AWS_PROXY"},
        "calls nobody": {"type": "MOCK"},
        "reads instead of calling": {"integration_http_method": "GET"},
        "is decided at deploy time": {"uri": "${var.uri}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for attribute, wanted in CALL.items():
            found = resource.get(attribute)
            if found != wanted:
                yield f"has the {attribute} {found!r}, not {wanted!r}"
