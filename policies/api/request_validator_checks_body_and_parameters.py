from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly


class RequestValidatorChecksBodyAndParameters(Attributes):
    """Every request validator checks the body and the parameters.

    A validator with a check switched off looks as if it protected the method, and lets everything through.
    """

    id = "FRAUD_API_9"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports, controls.PCI_6_2_4.supports)
    applies_to = ("aws_api_gateway_request_validator",)
    required = {
        "validate_request_body": Exactly(True, otherwise="does not check the body"),
        "validate_request_parameters": Exactly(True, otherwise="does not check the parameters"),
    }
    remediation = "Set validate_request_body and validate_request_parameters to true."
