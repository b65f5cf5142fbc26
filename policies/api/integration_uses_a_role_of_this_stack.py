from collections.abc import Iterator

from policies.aws.arn import arn_named
from policies.aws.role_users import role_of
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import extend_text
from policies.core.expressions import ACCOUNT

ROLE = "aws_iam_role"
OURS = arn_named(ROLE, "api")


class IntegrationUsesARoleOfThisStack(Policy):
    """Every integration calls the workflow with a role that stands in this stack.

    With the caller's credentials each client would need an identity that may start the workflow. What a role from
    elsewhere may do, no policy here judges.
    """

    id = "FRAUD_API_18"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_5.supports)
    applies_to = ("aws_api_gateway_integration",)
    claims = ("credentials",)
    remediation = "Pass the written_arn of a stacks.role.Role whose service is apigateway.amazonaws.com."

    compliant = {"credentials": OURS}
    given = {f"{ROLE}.api": {"name": "api"}}
    violating = {
        "uses none": {"credentials": None},
        "uses the caller's credentials": {"credentials": "arn:aws:iam::*:user/*"},
        "uses a role from elsewhere": {"credentials": arn_named(ROLE, "admin")},
        "uses a role of another account": {"credentials": OURS.replace(ACCOUNT, "1" * 12)},
        "uses a role with a longer name": extend_text("credentials", by="-2"),
        "uses whichever role has such a name": {"credentials": arn_named(ROLE, "*")},
        "names the role by something else": {"credentials": f"${{{ROLE}.api.name}}"},
        "refers to what is not there": {"credentials": f"${{{ROLE}.nope.arn}}"},
        "is decided at deploy time": {"credentials": "${var.role}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if role_of(resource, stack) is None:
            yield f"calls with {resource.get('credentials')!r}, which is no role of this stack"
