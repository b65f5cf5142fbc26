from collections.abc import Iterator

from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import append, at_every, refer_to_attribute, replace
from policies.core.expressions import ACCOUNT
from policies.core.kinds import Attributes, ReferenceTo
from policies.requirements import REGION

ACL = "aws_wafv2_web_acl"
GROUP = "aws_cloudwatch_log_group"
STREAM = f"arn:aws:firehose:{REGION}:{ACCOUNT}:deliverystream/aws-waf-logs-other"


def unlogged(stack: Stack, type_: str) -> tuple[str, ...]:
    """The places of the web ACLs that have not one log of this type."""
    return tuple(acl.place for acl in stack.of(ACL) if len(stack.pointing_at(acl, type_, "resource_arn")) != 1)


class WebAclIsLogged(Attributes):
    """Every web ACL writes its log to one log group of this stack.

    The log shows what was blocked, by which rule, and whether an attack went on. Another policy says what it may leave
    out.
    """

    id = "FRAUD_FIREWALL_8"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports, controls.NIST_AU_12.supports)
    applies_to = ("aws_wafv2_web_acl_logging_configuration",)
    claims = ("log_destination_configs",)
    required = {"resource_arn": ReferenceTo(ACL, "arn", otherwise="does not log a web ACL of this stack")}
    remediation = "Log to the ARN of one log group of this stack (stacks/firewall_log.py)."

    compliant = {"log_destination_configs": [f"${{{GROUP}.waf.arn}}"]}
    given = {f"{GROUP}.waf": {"name": "aws-waf-logs-fraud-detection"}}
    violating = {
        "logs another ACL": {"resource_arn": f"arn:aws:wafv2:{REGION}:{ACCOUNT}:regional/webacl/open/1"},
        "names the ACL by something else": refer_to_attribute("resource_arn", attribute="id"),
        "logs to a stream": replace("log_destination_configs", 0, value=STREAM),
        "logs to two places": append("log_destination_configs", item=STREAM),
        "logs nowhere": replace("log_destination_configs", value=[]),
        "logs to a group of another name": at_every(GROUP, {"name": "fraud-detection-waf"}),
        "names the group by its name": refer_to_attribute("log_destination_configs", 0, attribute="name"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        logs = resource.get("log_destination_configs")
        group = stack.resolve(logs[0], "arn") if isinstance(logs, tuple) and len(logs) == 1 else None
        if group is None or group.type != GROUP or not str(group.get("name")).startswith("aws-waf-logs-"):
            yield "does not log to one log group of this stack whose name begins with aws-waf-logs-"
        yield from (f"leaves {place} without a log of its own" for place in stack.once(unlogged, resource.type))
