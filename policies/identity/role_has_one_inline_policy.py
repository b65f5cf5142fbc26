from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import copy_resource, refer_to_attribute
from policies.core.expressions import reference
from policies.core.known_stacks import KNOWN_STACKS
from policies.identity.shared.example_system import allow, allowing, system


class RoleHasOneInlinePolicy(Policy):
    """Every role policy belongs to a role of this stack, and is the only one of that role.

    What a role may do is then in one place. A policy on a role that is named and not referred to would give permissions
    to a role outside the stack.
    """

    id = "FRAUD_IAM_4"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_2.supports)
    stacks = KNOWN_STACKS
    applies_to = ("aws_iam_role_policy",)
    claims = ("role",)
    remediation = "Add the statement to the grants of the stacks.role.Role that needs it."

    compliant = allowing(allow("sns:Publish", "alerts"))
    given = {
        **system(),
        "aws_iam_role.named": {},
        "aws_iam_role_policy.named": {"role": "${aws_iam_role.named.name}"},
    }
    violating = {
        "belongs to a role outside the stack": {"role": "administrators"},
        "belongs to what is no role": {"role": "${aws_sns_topic.alerts.id}"},
        "belongs to no role": {"role": None},
        "is decided at deploy time": {"role": "${var.role}"},
        "names its role by what is not its name": refer_to_attribute("role", attribute="arn"),
        "has another beside it": copy_resource({"name": "more"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        role = stack.resolve(resource.get("role"))
        referred = reference(resource.get("role"))
        if role is None or role.type != "aws_iam_role" or referred is None or referred[2] not in ("id", "name"):
            yield f"belongs to {resource.get('role')!r}, which refers to no role of this stack"
        elif len(stack.pointing_at(role, "aws_iam_role_policy", "role")) != 1:
            yield "is one of several policies of its role"
