from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly


class WebAclIsRegional(Attributes):
    """Every web ACL is regional.

    A web ACL of the scope CLOUDFRONT cannot be associated with the stage of an API: it would stand in the file and
    protect nothing.
    """

    id = "FRAUD_FIREWALL_1"
    severity = Severity.HIGH
    controls = (controls.PCI_6_4_2.supports,)
    applies_to = ("aws_wafv2_web_acl",)
    required = {"scope": Exactly("REGIONAL", otherwise="is of the scope {value}, not REGIONAL")}
    remediation = 'Set scope to "REGIONAL".'
    violating = {"is of CloudFront": {"scope": "CLOUDFRONT"}}
