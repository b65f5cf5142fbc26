from collections.abc import Iterator

from policies.aws.escalation import escalation
from policies.aws.iam import allows, statements, texts
from policies.aws.known_grants import unscoped
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.known_stacks import DEPLOYED
from policies.identity.shared.edits import add_grant
from policies.identity.shared.example_system import allow, allowing, system

DENIED = {"Effect": "Deny", "Action": ["iam:PassRole"], "Resource": ["*"]}


class GrantIsNoPrivilegeEscalation(Policy):
    """No role may get itself, or anybody, further rights: by passing roles, rewriting policies, or running other code.

    Each action here is a step of a published path of privilege escalation. Whoever takes over the role has then not
    only what it was granted, but all that they can reach from there.
    """

    id = "FRAUD_IAM_31"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_2.supports, controls.SOC_CC6_3.supports)
    stacks = DEPLOYED
    applies_to = ("aws_iam_role_policy",)
    remediation = "Remove the action: rights are given in stacks/, by whoever deploys, and by no role of the system."

    compliant = allowing(allow("dynamodb:GetItem", "table"))
    given = {**system(), "aws_iam_role_policy.denying": allowing(DENIED)}
    violating = {
        "passes a role": add_grant("iam:PassRole", "*"),
        "attaches a policy": add_grant("iam:AttachRolePolicy", "*"),
        "acts as another role": add_grant("sts:AssumeRole", "*"),
        "changes a function's code": add_grant("lambda:UpdateFunctionCode", "aws_lambda_function"),
        "gives a key away": add_grant("kms:CreateGrant", "aws_kms_key"),
        "does what a wildcard stands for": add_grant("iam:Pass*", "*"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for statement in filter(allows, statements(resource.get("policy"))):
            arns = texts(statement.get("Resource"))
            for action in texts(statement.get("Action")):
                needed = arns and all(action in unscoped(resource, arn, stack) for arn in arns)
                if not needed and (way := escalation(action)):
                    yield f"{way} ({action}): privilege escalation"
