from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.blocks import every
from policies.core.examples import append

KEY = {"single_header": {"name": "x-api-key"}}


class WebAclLogRedactsTheApiKey(Policy):
    """The log of every web ACL leaves out the API key, and nothing else.

    WAF writes all headers of a request, the key among them: whoever may read the log could be any client. The path
    and the query must stay, since attacks are found in them.
    """

    id = "FRAUD_FIREWALL_9"
    severity = Severity.HIGH
    applies_to = ("aws_wafv2_web_acl_logging_configuration",)
    claims = ("redacted_fields",)
    remediation = 'Redact the single header "x-api-key", in small letters, and nothing else.'

    compliant = {"redacted_fields": [KEY]}
    violating = {
        "writes the key": {"redacted_fields": None},
        "hides another header": {"redacted_fields": [{"single_header": {"name": "authorization"}}]},
        "spells the header as WAF does not": {"redacted_fields": [{"single_header": {"name": "X-Api-Key"}}]},
        "hides the path of attacks": append("redacted_fields", item={"uri_path": {}}),
        "hides the query of attacks": append("redacted_fields", item={"query_string": {}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if every(resource.get("redacted_fields")) != (KEY,):
            yield "does not redact the header x-api-key, and it alone"
