from policies.core import Severity
from policies.core.examples import append
from policies.core.kinds import Attributes, Block, Exactly


class ApiEndpointIsRegional(Attributes):
    """The API has a regional endpoint and no other.

    An edge-optimized endpoint sends transactions through locations all over the world, and callers cannot reach a
    private one. The web ACL of this stack is regional, too.
    """

    id = "FRAUD_API_2"
    severity = Severity.MEDIUM
    applies_to = ("aws_api_gateway_rest_api",)
    required = {
        "endpoint_configuration": Block(
            {"types": Exactly(["REGIONAL"], otherwise="has endpoints of the types {value}, not a regional one alone")},
            otherwise="has no endpoint configuration, or more than one",
        )
    }
    remediation = 'Give the API the endpoint configuration {"types": ["REGIONAL"]} and nothing beside it.'
    violating = {
        "is at the edge": {"endpoint_configuration": {"types": ["EDGE"]}},
        "is private": {"endpoint_configuration": {"types": ["PRIVATE"]}},
        "has two kinds of endpoint": append("endpoint_configuration", "types", item="PRIVATE"),
        "is reached through an endpoint of a network": {"endpoint_configuration": {"vpc_endpoint_ids": ["vpce-1"]}},
    }
