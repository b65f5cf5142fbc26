from policies.core import Severity
from policies.core.kinds import Attributes, Exactly


class WebAclAllowsByDefault(Attributes):
    """Every web ACL lets through, unchanged, what none of its rules blocks.

    Clients come from any address, so the rules block and the default allows. A default that blocks stops them all. One
    that inserts headers changes requests without the API's knowledge.
    """

    id = "FRAUD_FIREWALL_2"
    severity = Severity.MEDIUM
    applies_to = ("aws_wafv2_web_acl",)
    required = {"default_action": Exactly({"allow": {}}, otherwise="default_action is {value}, not a plain allow")}
    remediation = 'Set default_action to {"allow": {}}.'
    violating = {
        "blocks everyone": {"default_action": {"allow": None, "block": {}}},
        "allows and blocks": {"default_action": {"block": {}}},
        "inserts a header": {
            "default_action": {
                "allow": {"custom_request_handling": {"insert_header": [{"name": "x-trusted", "value": "yes"}]}}
            }
        },
    }
