from collections.abc import Iterator

from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import copy_resource, refer_to_attribute
from policies.core.expressions import ACCOUNT
from policies.core.kinds import Attributes, ReferenceTo
from policies.requirements import REGION

STAGE = "aws_api_gateway_stage"


def counted(stack: Stack, type_: str) -> tuple[tuple[str, int], ...]:
    """The place of each stage that has not one association of this type, and how many it has."""
    counts = ((stage.place, len(stack.pointing_at(stage, type_, "resource_arn"))) for stage in stack.of(STAGE))
    return tuple((place, count) for place, count in counts if count != 1)


class StageIsBehindOneWebAcl(Attributes):
    """Every stage is associated with exactly one web ACL of this stack.

    A web ACL that is associated with nothing protects nothing, and a stage takes one: of two, the last wins.
    """

    id = "FRAUD_FIREWALL_7"
    severity = Severity.CRITICAL
    controls = (controls.PCI_6_4_2.supports, controls.PCI_1_3_1.supports, controls.PCI_1_4_2.supports)
    applies_to = ("aws_wafv2_web_acl_association",)
    required = {
        "resource_arn": ReferenceTo(STAGE, "arn", otherwise="does not protect a stage of this stack"),
        "web_acl_arn": ReferenceTo("aws_wafv2_web_acl", "arn", otherwise="does not protect by a web ACL of this stack"),
    }
    remediation = "Build the firewall with stacks.firewall.Firewall: it associates the ACL with the stage."
    violating = {
        "protects something else": {"resource_arn": f"arn:aws:apigateway:{REGION}::/restapis/abc123/stages/live"},
        "names the stage by something else": refer_to_attribute("resource_arn", attribute="execution_arn"),
        "is an ACL from elsewhere": {"web_acl_arn": f"arn:aws:wafv2:{REGION}:{ACCOUNT}:regional/webacl/open/1"},
        "names the ACL by something else": refer_to_attribute("web_acl_arn", attribute="id"),
        "has another beside it": copy_resource(),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        for place, count in stack.once(counted, resource.type):
            yield f"leaves {place} behind {count} web ACLs, not behind one"
