from collections.abc import Iterator

from policies.aws.deploy_grants import departures_of_grants
from policies.aws.statement_edits import ALLOWING, DENYING, STATEMENTS
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import append, at_every, patch_items, remove, remove_items, replace
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import DELIVERY
from policies.delivery.shared.example import deploy_role, grants_of, write_references_in_words

EVERYTHING = {"Effect": "Allow", "Action": ["iam:CreateUser"], "Resource": ["*"]}
OTHERS = f"arn:aws:iam::{ACCOUNT}:role/*"


class RoleMayDoWhatADeployWasSeenToCall(Policy):
    """The roles may do exactly what a plan or a deploy was recorded to call, on what is agreed and for nothing else.

    policies/aws/provider_rights.toml says which action each recorded call needs, policies/aws/deploy_grants.toml where
    it is allowed. Whoever takes over a run gets no more than that: no other service, no other names, and
    nothing of the stack that lets the run in, which is denied whatever else is allowed.
    """

    id = "FRAUD_DELIVERY_24"
    severity = Severity.CRITICAL
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    stacks = (DELIVERY,)
    applies_to = ("aws_iam_role_policy",)
    claims = ("policy",)
    remediation = (
        "Make the grants in stacks/deploy_services.py, stacks/deploy_identities.py and stacks/deploy_grants.py equal "
        "to the two tables; a new call needs a place in both."
    )

    compliant = grants_of("deploy")
    given = deploy_role("delivery-deploy")
    violating = {
        "may do more": append(*STATEMENTS, item=EVERYTHING),
        "may do less": remove(*STATEMENTS, 0),
        "may do it everywhere": replace(*STATEMENTS, 0, "Resource", value=["*"]),
        "may do a service's all": replace(*STATEMENTS, 0, "Action", value=["apigateway:*"]),
        "may do to any role what it may do to ours": patch_items(ALLOWING, {"Resource": [OTHERS]}),
        "needs no condition": patch_items(ALLOWING, {"Condition": None}),
        "is denied nothing": at_every("aws_iam_role_policy", remove_items(DENYING)),
        "is denied what it needs": patch_items(ALLOWING, {"Effect": "Deny"}),
        "refers to nothing": write_references_in_words,
        "is of a role that nobody knows": replace("role", value="administrators"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return departures_of_grants(resource, stack)
