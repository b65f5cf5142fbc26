from collections.abc import Iterator

from policies.aws.boundary import NAME, TYPE, beyond, bounds
from policies.aws.statement_edits import ALLOWING, DENYING, STATEMENTS
from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import append, copy_resource, patch_items, remove, remove_items, replace
from policies.core.kinds import Attributes, Exactly
from policies.core.known_stacks import DELIVERY
from policies.delivery.shared.example import BUCKETS, document_of, write_references_in_words
from policies.requirements import REGION

MORE = {"Effect": "Allow", "Action": ["iam:PassRole"], "Resource": ["*"]}
ACTIONS = (*STATEMENTS, 0, "Action")


class BoundaryAllowsWhatRolesNeed(Attributes):
    """The permissions boundary lets roles do exactly what some role of this system needs, where it needs it.

    A deploy can write any policy for a role. Whatever it writes, the role cannot make or assume another role, read what
    lies in a bucket, or touch another system's tables, queues and functions: policies/aws/known_grants.py says what
    roles do, and the names are those that a deploy may give. Keys have ids of AWS's own: those of the state and of the
    ledger are denied.
    """

    id = "FRAUD_DELIVERY_25"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_2.supports, controls.SOC_CC6_3.supports)
    stacks = (DELIVERY,)
    applies_to = (TYPE,)
    claims = ("policy",)
    required = {"name": Exactly(NAME, otherwise="is called {value}, which no role names as its boundary")}
    remediation = "Make stacks/boundary.py agree with policies/aws/known_grants.py and policies/aws/deploy_grants.toml."

    compliant = {"policy": document_of(bounds(REGION))}
    given = BUCKETS
    violating = {
        "lets roles pass roles": append(*STATEMENTS, item=MORE),
        "lets roles do everything": replace(*ACTIONS, value=["*"]),
        "lets roles read buckets": append(*ACTIONS, item="s3:GetObject"),
        "lets roles do it to other systems": replace(*STATEMENTS, 0, "Resource", value=["*"]),
        "lets roles into the states": remove_items(DENYING),
        "keeps roles from what they need": remove(*ACTIONS, 0),
        "keeps roles from everything": patch_items(ALLOWING, {"Effect": "Deny"}),
        "stands beside another": copy_resource(),
        "is of some resources": patch_items(ALLOWING, {"Resource": ["${aws_s3_bucket.state.arn}"]}),
        "denies by no reference": write_references_in_words,
        "holds for some": patch_items(DENYING, {"Condition": {"StringEquals": {"aws:PrincipalTag/team": "other"}}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        yield from beyond(resource, stack)
        if len(stack.of(TYPE)) != 1:
            yield "is not the only managed policy, as a boundary for all roles is"
