from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack


class ApiKeySourceIsTheHeader(Policy):
    """The API takes its callers' keys from the x-api-key header.

    The other source is an authorizer, a function that could hand out one key to everybody. The firewall's log
    redacts the header, and nothing else.
    """

    id = "FRAUD_API_3"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_rest_api",)
    claims = ("api_key_source",)
    remediation = 'Set api_key_source to "HEADER".'

    compliant = {"api_key_source": "HEADER"}
    violating = {
        "asks an authorizer": {"api_key_source": "AUTHORIZER"},
        "keeps what was set before": {"api_key_source": None},
        "is decided at deploy time": {"api_key_source": "${var.source}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        source = resource.get("api_key_source")
        if source != "HEADER":
            yield f"takes API keys from {source!r}, not from the header"
