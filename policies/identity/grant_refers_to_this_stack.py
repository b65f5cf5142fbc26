from collections.abc import Iterator

from policies.aws.iam import statements, texts
from policies.aws.names import all_logs
from policies.aws.unscoped import DELIVERIES, GATEWAY_LOGGING, SAMPLING, TRACING
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.expressions import ACCOUNT, reference
from policies.core.known_stacks import DEPLOYED
from policies.identity.shared.edits import add_grant
from policies.identity.shared.example_system import REFERENCES, allow, allowing, system
from policies.requirements import REGION

TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:fraud-alerts"


class GrantRefersToThisStack(Policy):
    """Roles act on resources of this stack, by reference; on more only where AWS offers nothing narrower.

    An ARN that is written out can name any resource of any account. The few actions that cannot be scoped are listed by
    name, and are in statements of their own.
    """

    id = "FRAUD_IAM_6"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_2.supports, controls.SOC_CC6_3.supports)
    stacks = DEPLOYED
    applies_to = ("aws_iam_role_policy",)
    remediation = "Refer to the resource: pass its arn to the function of stacks/grants.py."

    compliant = allowing(allow("xray:PutTraceSegments", "everything"))
    given = system()
    violating = {
        "acts on everything": add_grant("dynamodb:GetItem", "*"),
        "acts on what is written out": add_grant("sns:Publish", TOPIC),
        "acts on all log groups": add_grant("logs:DeleteLogGroup", REFERENCES["all logs"]),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        # `policies/aws/unscoped.py` says why each of these cannot be narrower.
        unscoped = {"*": {*TRACING, *SAMPLING, *DELIVERIES}, all_logs(stack): {*GATEWAY_LOGGING}}
        for statement in statements(resource.get("policy")):
            for arn in texts(statement.get("Resource")):
                scoped = set(texts(statement.get("Action"))) - unscoped.get(arn, set())
                if scoped and reference(arn.removesuffix(":*")) is None:
                    yield f"allows {', '.join(sorted(scoped))} on {arn!r}, which refers to no resource of this stack"
