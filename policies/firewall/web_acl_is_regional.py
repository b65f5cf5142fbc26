from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls


class WebAclIsRegional(Policy):
    """Every web ACL is regional.

    One of the scope CLOUDFRONT cannot be associated with the stage of an API: it would stand in the file and protect
    nothing.
    """

    id = "FRAUD_FIREWALL_1"
    severity = Severity.HIGH
    controls = (controls.PCI_6_4_2.supports,)
    applies_to = ("aws_wafv2_web_acl",)
    claims = ("scope",)
    remediation = 'Set scope to "REGIONAL".'

    compliant = {"scope": "REGIONAL"}
    violating = {
        "is of CloudFront": {"scope": "CLOUDFRONT"},
        "is of no scope": {"scope": None},
        "is decided at deploy time": {"scope": "${var.scope}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        scope = resource.get("scope")
        if scope != "REGIONAL":
            yield f"is of the scope {scope!r}, not REGIONAL"
