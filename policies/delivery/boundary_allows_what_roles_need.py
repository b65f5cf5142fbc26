from collections.abc import Iterator

from policies.aws.boundary import NAME, TYPE, beyond, boundary
from policies.aws.statement_edits import STATEMENTS
from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import append, copy_resource, remove, replace
from policies.core.kinds import Attributes, Exactly
from policies.core.known_stacks import DELIVERY

MORE = {"Effect": "Allow", "Action": ["iam:PassRole"], "Resource": ["*"]}
ACTIONS = (*STATEMENTS, 0, "Action")


class BoundaryAllowsWhatRolesNeed(Attributes):
    """The permissions boundary lets roles do exactly what some role of this system needs, and give nobody rights.

    A deploy can write any policy for a role. Whatever it writes, the role cannot make or assume another role, read what
    lies in a bucket, or do anything else that is not in the list of policies/aws/known_grants.py.
    """

    id = "FRAUD_DELIVERY_25"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_2.supports, controls.SOC_CC6_3.supports)
    stacks = (DELIVERY,)
    applies_to = (TYPE,)
    claims = ("policy",)
    required = {"name": Exactly(NAME, otherwise="is called {value}, which no role names as its boundary")}
    remediation = "Make the actions in stacks/boundary.py those of policies/aws/known_grants.py."

    compliant = {"policy": boundary()}
    violating = {
        "lets roles pass roles": append(*STATEMENTS, item=MORE),
        "lets roles do everything": replace(*ACTIONS, value=["*"]),
        "lets roles read buckets": append(*ACTIONS, item="s3:GetObject"),
        "keeps roles from what they need": remove(*ACTIONS, 0),
        "keeps roles from everything": replace(*STATEMENTS, 0, "Effect", value="Deny"),
        "stands beside another": copy_resource(),
        "is of some resources": replace(*STATEMENTS, 0, "Resource", value=["${aws_s3_bucket.state.arn}"]),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        yield from beyond(resource, stack)
        if len(stack.of(TYPE)) != 1:
            yield "is not the only managed policy, as a boundary for all roles is"
