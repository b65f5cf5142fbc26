from collections.abc import Iterator

from policies.aws.deploy_grants import ROLES
from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import add_resource, at_every, remove_resources
from policies.core.kinds import Absent, Attributes, Exactly
from policies.core.known_stacks import DELIVERY
from policies.requirements import SESSION

GRANTS = "aws_iam_role_policy"


class StackHasARoleToPlanAndOneToDeploy(Attributes):
    """The stack holds a role that plans and one that deploys, under their names, and no other role; both last an hour.

    Whoever only plans, such as a run that nobody has approved, needs no right to change anything. By its name, a role
    is out of reach of what it may do.
    """

    id = "FRAUD_DELIVERY_23"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports)
    stacks = (DELIVERY,)
    applies_to = ("aws_iam_role",)
    claims = ("name",)
    required = {
        "max_session_duration": Exactly(SESSION, otherwise="may be used for {value} seconds at a time"),
        # What bounds others is not bounded by it.
        "permissions_boundary": Absent(otherwise="has a permissions boundary, {value}"),
        "force_detach_policies": Absent(or_false=True, otherwise="is made to lose policies that others attached"),
    }
    remediation = "Build both in stacks/delivery.py with stacks.github.GithubRole."

    compliant = {"name": "delivery-deploy"}
    given = {
        "aws_iam_role.plan": {"name": "delivery-plan", "max_session_duration": SESSION},
        **{f"{GRANTS}.{role}": {"role": f"${{aws_iam_role.{role}.id}}"} for role in ("plan", "example")},
    }
    violating = {
        "has another name": {"name": "fraud-detection-deploy"},
        "leaves its name to Terraform": {"name": None},
        "has the name of the other": at_every("aws_iam_role", {"name": "delivery-plan"}),
        "may do nothing": remove_resources(GRANTS),
        "stands beside a third": add_resource("aws_iam_role", {"name": "delivery-more"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        names = [role.get("name") for role in stack.of("aws_iam_role")]
        yield from (f"is not beside one role {name}" for name in ROLES if names.count(name) != 1)
        if len(stack.pointing_at(resource, GRANTS, "role")) != 1:
            yield "has no policy of its own"
        if resource.get("name") not in [*ROLES]:
            yield f"is called {resource.get('name')!r}, which no role of this stack is"
