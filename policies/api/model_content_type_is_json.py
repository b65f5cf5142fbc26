from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly


class ModelContentTypeIsJson(Attributes):
    """Every model describes application/json.

    API Gateway checks a body only against a model of the content type that the request names for it.
    """

    id = "FRAUD_API_10"
    severity = Severity.MEDIUM
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_model",)
    required = {"content_type": Exactly("application/json", otherwise="describes {value}, not application/json")}
    remediation = 'Set content_type to "application/json".'
    violating = {
        "describes text": {"content_type": "text/plain"},
        "describes JSON in another spelling": {"content_type": "application/json; charset=utf-8"},
    }
