from policies.aws.region import ExactlyInRegion
from policies.aws.start_execution import START_SYNC
from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly
from policies.requirements import REGION

ACTIONS = START_SYNC.format(region=REGION).partition("states:")[0]


class IntegrationCallsStartSyncExecution(Attributes):
    """Every integration calls StartSyncExecution of Step Functions in the stack's own region, and nothing else.

    Any other address would send transactions out of the workflow that validates, scores and stores them: to another
    service, to another region or to a stranger's server.
    """

    id = "FRAUD_API_15"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_7.supports,)
    applies_to = ("aws_api_gateway_integration",)
    required = {
        "type": Exactly("AWS"),
        "integration_http_method": Exactly("POST"),
        "uri": ExactlyInRegion(START_SYNC),
    }
    remediation = f"Integrate with type AWS by POST to {START_SYNC.format(region='REGION')}."
    violating = {
        "sends transactions to a stranger": {"uri": "https://example.com/transaction"},
        "calls another service": {"uri": f"{ACTIONS}sqs:action/SendMessage"},
        "starts without waiting": {"uri": f"{ACTIONS}states:action/StartExecution"},
        "passes requests on as they are": {"type": "AWS_PROXY"},
        "calls nobody": {"type": "MOCK"},
        "reads instead of calling": {"integration_http_method": "GET"},
    }
