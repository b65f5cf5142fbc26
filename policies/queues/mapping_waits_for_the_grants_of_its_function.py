from collections.abc import Iterator

from policies.aws.dependencies import dependencies
from policies.aws.mappings import FUNCTION, MAPPING, TO, function_of
from policies.aws.role_users import role_of
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import remove
from policies.core.text import few

POLICY, ROLE = "aws_iam_role_policy", "aws_iam_role"


class MappingWaitsForTheGrantsOfItsFunction(Policy):
    """The mapping is made after the policy that says what the role of its function may do.

    Lambda takes messages with that role, and refuses to set up a mapping of a queue from which the role may not take.
    """

    id = "FRAUD_QUEUE_15"
    severity = Severity.MEDIUM
    applies_to = (MAPPING,)
    remediation = "Name the policy of the function's role in depends_on, as stacks/overflow.py does."

    compliant = {TO: f"${{{FUNCTION}.drain.arn}}", "depends_on": [f"{POLICY}.grants"]}
    given = {
        f"{FUNCTION}.drain": {"role": f"${{{ROLE}.role.arn}}"},
        f"{ROLE}.role": {},
        f"{POLICY}.grants": {"role": f"${{{ROLE}.role.id}}"},
    }
    violating = {
        "waits for nothing": {"depends_on": None},
        "does not wait for the grants": remove("depends_on", -1),
        "waits for the role alone": {"depends_on": [f"{ROLE}.role"]},
        "is of a function that nobody knows": {TO: None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        function = function_of(resource, stack)
        role = role_of(function, stack) if function else None
        grants = stack.pointing_at(role, POLICY, "role") if role else ()
        missing = [each.address for each in grants if each.address not in dependencies(resource)]
        if missing or not grants:
            yield f"does not wait for {few(missing) or 'the grants of its function'}, by which Lambda takes messages"
