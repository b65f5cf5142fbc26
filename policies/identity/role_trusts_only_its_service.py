from collections.abc import Iterator

from policies.aws.iam import actions, allows, conditions, principals, statements
from policies.aws.principals import who
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import DEPLOYED
from policies.identity.shared.edits import bind_to_account, patch_first_statement, repeat_first_statement
from policies.identity.shared.example_system import trusts

OURS = [("StringEquals", "aws:sourceaccount", (ACCOUNT,))]
# API Gateway sends no aws:SourceAccount when it assumes a role: with the condition it could not assume the role at all.
BOUNDS = {f"Service {name}.amazonaws.com": OURS for name in ("lambda", "states")}
BOUNDS |= {"Service apigateway.amazonaws.com": []}


class RoleTrustsOnlyItsService(Policy):
    """Every role can be assumed by exactly one AWS service, and by that for this account only.

    A person, another account or a second service in the trust policy could do all that the role may do. Without the
    condition on this account, another customer of the service could make it act with our role (confused deputy).
    """

    id = "FRAUD_IAM_2"
    severity = Severity.CRITICAL
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_3.supports, controls.SOC_CC6_3.supports)
    stacks = DEPLOYED
    applies_to = ("aws_iam_role",)
    claims = ("assume_role_policy",)
    remediation = "Build the role with stacks.role.Role, which writes its trust for the one service that is named."

    compliant = {"assume_role_policy": trusts("lambda.amazonaws.com")}
    violating = {
        "trusts a person": patch_first_statement({"Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}}),
        "trusts anyone": patch_first_statement({"Principal": "*"}),
        "trusts two services": patch_first_statement(
            {"Principal": {"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]}}
        ),
        "trusts once more": repeat_first_statement,
        "lets sessions be tagged": patch_first_statement({"Action": ["sts:AssumeRole", "sts:TagSession"]}),
        "is bound to another account": bind_to_account("StringEquals", "210987"),
        "is bound to any account": bind_to_account("StringLike", "*"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        document = statements(resource.get("assume_role_policy"))
        for statement in document:
            trusted = ", ".join(" ".join(principal) for principal in principals(statement))
            if list(conditions(statement)) != BOUNDS.get(trusted):
                yield (
                    f"may be assumed by {who(statement)}"
                    f"{', and not with exactly its condition on this account' if trusted in BOUNDS else ''}"
                )
        if len(document) != 1 or not allows(document[0]) or actions(document[0]) != ("sts:assumerole",):
            yield "does not allow sts:AssumeRole in one statement, and nothing else"
