from collections.abc import Iterator, Mapping

from policies.aws.dependencies import dependencies
from policies.aws.iam import statements, texts
from policies.aws.log_delivery import ALLOW_DELIVERY, GROUP, POLICY, groups_of, lets_delivery_write
from policies.aws.message_examples import policy_of
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every, remove


def opening(stack: Stack) -> Mapping[str, frozenset[str]]:
    """By log group, the resource policies that let log delivery write into it; addresses both."""
    found: dict[str, frozenset[str]] = {}
    for policy in stack.of(POLICY):
        for statement in statements(policy.get("policy_document")):
            opened = groups_of(statement, stack) if lets_delivery_write(statement, stack) else ()
            for group in filter(None, opened):
                found[group.address] = found.get(group.address, frozenset()) | {policy.address}
    return found


class WebAclLogWaitsForItsResourcePolicy(Policy):
    """Every web ACL's log is set up after the resource policy that lets AWS write it, and says so in depends_on.

    AWS WAF hands its log to AWS's log delivery, which needs that policy. Without it WAF tries to make one, so that the
    first deployment may fail, and what WAF makes is neither judged nor removed with the stack.
    """

    id = "FRAUD_FIREWALL_10"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports, controls.NIST_AU_12.supports)
    applies_to = ("aws_wafv2_web_acl_logging_configuration",)
    remediation = "Build the log with stacks.firewall_log.firewall_log: it names the policy in depends_on."

    compliant = {"log_destination_configs": [f"${{{GROUP}.waf.arn}}"], "depends_on": [f"{POLICY}.waf"]}
    given = {
        f"{GROUP}.waf": {"name": "aws-waf-logs-fraud-detection"},
        f"{POLICY}.waf": {"policy_document": policy_of(ALLOW_DELIVERY)},
    }
    violating = {
        "waits for nothing": {"depends_on": None},
        "does not wait for the policy": remove("depends_on", 0),
        "waits for a policy of another group": at_every(POLICY, {"policy_document": {"Statement": []}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        groups = [stack.resolve(arn) for arn in texts(resource.get("log_destination_configs"))]
        for group in filter(None, groups):
            if not stack.once(opening).get(group.address, frozenset()) & dependencies(resource):
                yield f"does not wait for a resource policy that lets log delivery write into {group.address}"
