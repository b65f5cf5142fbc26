from policies.core import Severity
from policies.core.kinds import Attributes, Exactly


class ApiKeySourceIsTheHeader(Attributes):
    """The API takes its callers' keys from the x-api-key header.

    The other source is an authorizer, a function that could give one key to everybody. The web ACL's log redacts
    the header and nothing else.
    """

    id = "FRAUD_API_3"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_rest_api",)
    required = {"api_key_source": Exactly("HEADER", otherwise="takes API keys from {value}, not from the header")}
    remediation = 'Set api_key_source to "HEADER".'
    violating = {"asks an authorizer": {"api_key_source": "AUTHORIZER"}}
