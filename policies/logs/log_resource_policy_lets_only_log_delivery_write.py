from collections.abc import Iterator

from policies.aws.iam import statements
from policies.aws.log_delivery import ALLOW_DELIVERY, GROUP, POLICY, groups_of, lets_delivery_write
from policies.aws.message_examples import policy_of
from policies.aws.principals import who
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import append, replace
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import DEPLOYED
from policies.requirements import REGION

FIRST = ("policy_document", "Statement", 0)
DELIVERY_AND_MORE = {"Service": ["delivery.logs.amazonaws.com", "es.amazonaws.com"]}


class LogResourcePolicyLetsOnlyLogDeliveryWrite(Policy):
    """Every resource policy of CloudWatch Logs lets AWS's log delivery write into known groups, and no more.

    Such a policy holds for the whole account: one statement more could let a stranger read or write any log group. It
    stands apart from the group, since a log group has no attribute for it. The account's stack opens the groups of all
    workflows, which lie below one name. Of two policies with one name AWS keeps the last, so each is named after its
    stack.
    """

    id = "FRAUD_LOG_4"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_3.supports, controls.PCI_10_3_2.supports)
    stacks = DEPLOYED
    applies_to = (POLICY,)
    claims = ("policy_document", "policy_name")
    remediation = "Build it with stacks.firewall_log.firewall_log: one statement, for the log group that it makes."

    compliant = {"policy_name": "fraud-detection-waf", "policy_document": policy_of(ALLOW_DELIVERY)}
    given = {f"{GROUP}.waf": {"name": "aws-waf-logs-fraud-detection"}}
    violating = {
        "has no name": {"policy_name": None},
        "has no document": {"policy_document": None},
        "may have the name of another stack's": {"policy_name": "vended-logs"},
        "lets anyone write": replace(*FIRST, "Principal", value="*"),
        "lets another service write": replace(*FIRST, "Principal", value=DELIVERY_AND_MORE),
        "lets logs be read": replace(*FIRST, "Action", value=["logs:PutLogEvents", "logs:GetLogEvents"]),
        "lets logs of any account in": replace(*FIRST, "Condition", value={"StringEquals": {"aws:SourceAccount": "*"}}),
        "opens every group": replace(*FIRST, "Resource", value=f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:*"),
        "opens the group itself": replace(*FIRST, "Resource", value=f"${{{GROUP}.waf.arn}}"),
        "says more": append(*FIRST[:-1], item={**ALLOW_DELIVERY, "Action": "logs:DeleteLogGroup"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        named = str(resource.get("policy_name")).startswith(f"{stack.name}-")
        if not named or not statements(resource.get("policy_document")):
            yield f"has no name that begins with {stack.name}-, or no statement"
        for statement in statements(resource.get("policy_document")):
            if not lets_delivery_write(statement, stack) or None in groups_of(statement, stack):
                yield f"allows {who(statement)} more than log delivery needs to write into log groups of this stack"
