from collections.abc import Iterator

from policies.aws.iam import actions, allows, statements
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.known_stacks import DELIVERY, KNOWN_STACKS
from policies.identity.shared.edits import add_grant
from policies.identity.shared.example_system import allow, allowing, system


class GrantHasNoWildcardAction(Policy):
    """Every statement of a role's policy allows actions that are each written out in full.

    With a wildcard the role also gets whatever AWS adds to the service next. A denial adds nothing to what is not
    allowed, and hides what is allowed beside it. In the stack `delivery` one does: keys have no names by which a deploy
    could be allowed only its own, and FRAUD_DELIVERY_24 says what is denied there.
    """

    id = "FRAUD_IAM_5"
    severity = Severity.CRITICAL
    controls = (
        controls.CIS_2_14.supports,
        controls.NIST_AC_6.supports,
        controls.PCI_7_2_1.supports,
        controls.SOC_CC6_3.supports,
    )
    stacks = KNOWN_STACKS
    applies_to = ("aws_iam_role_policy",)
    remediation = "Name each action that the code calls; stacks/grants.py has a function for each kind of use."

    compliant = allowing(allow("dynamodb:GetItem", "table"))
    given = system()
    violating = {
        "allows a whole service": add_grant("dynamodb:*", "aws_dynamodb_table"),
        "allows what begins alike": add_grant("dynamodb:Get*", "aws_dynamodb_table"),
        "allows what is nearly the same": add_grant("dynamodb:G?tItem", "aws_dynamodb_table"),
        "allows everything": add_grant("*", "*"),
        "denies": add_grant("dynamodb:GetItem", "aws_dynamodb_table", effect="Deny"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for statement in statements(resource.get("policy")):
            if not allows(statement):
                if stack.name != DELIVERY:
                    yield "has a statement that denies, where not allowing is enough"
                continue
            for action in actions(statement):
                if "*" in action or "?" in action:
                    yield f"allows {action}, a wildcard, instead of each action by name"
