from policies.core import Severity
from policies.core.examples import append
from policies.core.kinds import Attributes, Block, Exactly

KEY = Block({"single_header": Block({"name": Exactly("x-api-key")})}, otherwise="does not redact x-api-key alone")


class WebAclLogRedactsTheApiKey(Attributes):
    """The log of every web ACL leaves out the API key, and nothing else.

    WAF writes all headers of a request, the key among them: whoever may read the log could act as any client. The
    path and the query must stay, since attacks show in them.
    """

    id = "FRAUD_FIREWALL_9"
    severity = Severity.HIGH
    applies_to = ("aws_wafv2_web_acl_logging_configuration",)
    required = {"redacted_fields": KEY}
    remediation = 'Redact the single header "x-api-key", in small letters, and nothing else.'

    compliant = {"redacted_fields": [KEY.compliant]}
    violating = {
        "hides another header": {"redacted_fields": [{"single_header": {"name": "authorization"}}]},
        "spells the header as WAF does not": {"redacted_fields": [{"single_header": {"name": "X-Api-Key"}}]},
        "hides the path of attacks": append("redacted_fields", item={"uri_path": {}}),
        "hides the query of attacks": append("redacted_fields", item={"query_string": {}}),
    }
