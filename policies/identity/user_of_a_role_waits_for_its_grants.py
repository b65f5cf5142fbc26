from collections.abc import Iterator

from policies.aws.dependencies import dependencies
from policies.aws.role_users import RUNS_AS, role_of
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import remove
from policies.core.known_stacks import DEPLOYED
from policies.core.text import few

POLICY = "aws_iam_role_policy"
# For what its integrations do a stage waits: FRAUD_API_61.
USERS = tuple(type_ for type_ in RUNS_AS if type_ != "aws_api_gateway_integration")


class UserOfARoleWaitsForItsGrants(Policy):
    """Whatever runs as a role is made after the policy that says what the role may do.

    A role comes into being without any grant. What runs as it meanwhile is refused: Step Functions refuses to be set
    up, API Gateway refuses its logging role, and a function's first invocations fail without a line in its log.
    """

    id = "FRAUD_IAM_30"
    severity = Severity.MEDIUM
    stacks = DEPLOYED
    applies_to = USERS
    remediation = "Name the role's policy in depends_on: `depends_on=[role.policy]`, as stacks/function.py does."

    compliant = {"role": "${aws_iam_role.role.arn}", "depends_on": [f"{POLICY}.grants"]}
    given = {
        "aws_iam_role.role": {},
        "aws_lambda_function.of_no_role": {},
        f"{POLICY}.grants": {"role": "${aws_iam_role.role.id}"},
    }
    violating = {
        "waits for nothing": {"depends_on": None},
        "does not wait for the grants": remove("depends_on", -1),
        "waits for something else": {"depends_on": ["aws_iam_role.role"]},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        role = role_of(resource, stack)
        grants = stack.pointing_at(role, POLICY, "role") if role else ()
        missing = [each.address for each in grants if each.address not in dependencies(resource)]
        if missing:
            yield f"does not wait for {few(missing)}, which says what its role may do"
