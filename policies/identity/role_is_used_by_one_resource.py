from collections.abc import Iterator

from policies.aws.iam import principals, statements
from policies.aws.names import called
from policies.aws.role_users import USERS, mentions, users
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import copy_resource
from policies.identity.shared.role_edits import mention_role, share_role, trust_another_service
from policies.identity.shared.system import system, trusts

KNOWN = ("transaction-validator", "fraud-analyzer", "notification-sender")
PARTS = {*(f"function {name}" for name in KNOWN), "workflow transaction-processing", "integration", "gateway"}


class RoleIsUsedByOneResource(Policy):
    """Every role is used by exactly one part of the system: a known one, and of the service that the role trusts.

    A role that two functions share gives each what the other needs. One that nobody uses is waiting for someone.
    """

    id = "FRAUD_IAM_3"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_5.supports)
    applies_to = ("aws_iam_role",)
    remediation = "Give each part a stacks.role.Role of its own; name a new part, and its grants, in policies/identity."

    compliant = {"assume_role_policy": trusts("lambda.amazonaws.com")}
    given = system(role="example")
    violating = {
        "is used by a second one": share_role,
        "is used by nobody": copy_resource(),
        "is handed on": mention_role,
        "trusts another's service": trust_another_service,
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        found = users(resource, stack)
        names = [called(user, stack) for user in found]
        if len(found) != 1 or names[0] not in PARTS:
            yield f"serves {' and '.join(names) or 'nobody'}, not exactly one known part of the system"
        elif len(mentions(resource, stack)) != 1:
            yield f"is handed to others than {names[0]}"
        trusted = {value for one in statements(resource.get("assume_role_policy")) for _, value in principals(one)}
        others = {service for _, service in USERS.values()} - {USERS[user.type][1] for user in found}
        if found and len(trusted) == 1 and trusted <= others:
            yield f"trusts {trusted.pop()}, which does not use it"
