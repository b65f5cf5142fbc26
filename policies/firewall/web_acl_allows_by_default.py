from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack


class WebAclAllowsByDefault(Policy):
    """Every web ACL lets through, unchanged, what none of its rules blocks.

    Clients come from any address, so the rules block and the default allows. A default that blocks stops them all,
    and one that inserts headers changes requests behind the back of the API.
    """

    id = "FRAUD_FIREWALL_2"
    severity = Severity.MEDIUM
    applies_to = ("aws_wafv2_web_acl",)
    claims = ("default_action",)
    remediation = 'Set default_action to {"allow": {}}.'

    compliant = {"default_action": {"allow": {}}}
    violating = {
        "blocks everyone": {"default_action": {"allow": None, "block": {}}},
        "allows and blocks": {"default_action": {"block": {}}},
        "has no default": {"default_action": None},
        "inserts a header": {
            "default_action": {
                "allow": {"custom_request_handling": {"insert_header": [{"name": "x-trusted", "value": "yes"}]}}
            }
        },
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("default_action") != {"allow": {}}:
            yield "does not, by default, let requests through as they are"
