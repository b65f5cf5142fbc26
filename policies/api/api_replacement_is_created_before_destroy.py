from policies.core import Severity
from policies.core.kinds import Attributes, Exactly

FIRST = Exactly(True, otherwise="is destroyed before its replacement is created")


class ApiReplacementIsCreatedBeforeDestroy(Attributes):
    """The API and its deployment are replaced first and destroyed afterwards.

    The stage points at the deployment. By default Terraform destroys the old one before it creates the new one, and
    either fails half-way or leaves callers without an API.
    """

    id = "FRAUD_API_36"
    severity = Severity.MEDIUM
    waivable = True
    applies_to = ("aws_api_gateway_deployment", "aws_api_gateway_rest_api")
    required = {"lifecycle.create_before_destroy": FIRST}
    remediation = "Set create_before_destroy to true in the lifecycle."
    violating = {
        "is destroyed first": {"lifecycle": None},
        "has another protection instead": {"lifecycle": {"create_before_destroy": None, "prevent_destroy": True}},
    }
