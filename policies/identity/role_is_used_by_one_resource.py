from collections.abc import Iterator

from policies.aws.iam import principals, statements
from policies.aws.names import name_of
from policies.aws.role_users import RUNS_AS, mentions, running_as
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import copy_resource
from policies.core.known_stacks import DEPLOYED
from policies.identity.shared.exact_grants import ASKED_THEMSELVES, lacks_its_policy
from policies.identity.shared.example_system import system, trusts
from policies.identity.shared.role_edits import mention_role, share_role, trust_another_service


class RoleIsUsedByOneResource(Policy):
    """Every role is used by exactly one part of the system, of the service that it trusts and with a policy of its own.

    A role that two functions share gives each the permissions of the other. A role that nothing uses is an opportunity
    for an attacker.
    """

    id = "FRAUD_IAM_3"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_5.supports)
    stacks = DEPLOYED
    applies_to = ("aws_iam_role",)
    remediation = (
        "Give each part a stacks.role.Role of its own; the grants of a new one need a policy in policies/identity/."
    )

    compliant = {"assume_role_policy": trusts("lambda.amazonaws.com")}
    given = {
        **system(role="example"),
        "aws_iam_role.new": {},
        "aws_lambda_function.new": {"function_name": "no-such-function", "role": "${aws_iam_role.new.arn}"},
    }
    violating = {
        "is used by a second one": share_role,
        "is used by nobody": copy_resource(),
        "is handed on": mention_role,
        "trusts another's service": trust_another_service,
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        parts = running_as(resource, stack)
        names = [name_of(part, stack) for part in parts]
        if len(parts) != 1:
            yield f"is used by {' and '.join(names) or 'nothing'}, not by exactly one part of the system"
        elif len(mentions(resource, stack)) != 1:
            yield f"is also named elsewhere than in {names[0]}"
        others = (name_of(part, stack) for part in parts if part.type not in ASKED_THEMSELVES)
        yield from (f"its user {reason}" for name in others for reason in lacks_its_policy(name))
        document = statements(resource.get("assume_role_policy"))
        trusted = {value for statement in document for _, value in principals(statement)}
        foreign = {service for _, service in RUNS_AS.values()} - {RUNS_AS[part.type][1] for part in parts}
        if parts and len(trusted) == 1 and trusted <= foreign:
            yield f"trusts {trusted.pop()}, which does not use it"
