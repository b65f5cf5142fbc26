from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.blocks import sole
from policies.core.examples import append


class ApiEndpointIsRegional(Policy):
    """The API has a regional endpoint and no other.

    An edge-optimized endpoint sends transactions through locations all over the world, and a private one is out of
    the callers' reach. The firewall of this stack is regional.
    """

    id = "FRAUD_API_2"
    severity = Severity.MEDIUM
    applies_to = ("aws_api_gateway_rest_api",)
    claims = ("endpoint_configuration",)
    remediation = 'Give the API the endpoint configuration {"types": ["REGIONAL"]} and nothing beside it.'

    compliant = {"endpoint_configuration": {"types": ["REGIONAL"]}}
    violating = {
        "is at the edge": {"endpoint_configuration": {"types": ["EDGE"]}},
        "is private": {"endpoint_configuration": {"types": ["PRIVATE"]}},
        "has two kinds of endpoint": append("endpoint_configuration", "types", item="PRIVATE"),
        "is reached through an endpoint of a network": {"endpoint_configuration": {"vpc_endpoint_ids": ["vpce-1"]}},
        "leaves it to the provider": {"endpoint_configuration": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if sole(resource.get("endpoint_configuration")) != {"types": ("REGIONAL",)}:
            yield "has another endpoint than a regional one alone"
