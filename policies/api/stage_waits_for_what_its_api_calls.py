from collections.abc import Iterator

from policies.aws.arn import arn_named
from policies.aws.asl import MACHINE
from policies.aws.dependencies import dependencies
from policies.aws.role_users import role_of
from policies.aws.start_execution import INTEGRATION, call, started_by
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import at_every, remove
from policies.core.text import few

GRANTS, ROLE = "aws_iam_role_policy", "aws_iam_role"
CALL = {"application/json": call(arn_named(MACHINE, "decide"))}
API = {"rest_api_id": "${aws_api_gateway_rest_api.api.id}"}


class StageWaitsForWhatItsApiCalls(Policy):
    """Every stage is made after the workflow that its API starts, and after the grants of the role that it calls with.

    The integration names both by their ARNs as text, by which Terraform cannot tell the order. Callers would reach an
    API that cannot decide yet.
    """

    id = "FRAUD_API_61"
    severity = Severity.MEDIUM
    applies_to = ("aws_api_gateway_stage",)
    remediation = "Name the workflow and the policy of the API's role in the stage's depends_on, as stacks/api.py does."

    compliant = {**API, "depends_on": [f"{MACHINE}.decide", f"{GRANTS}.api"]}
    given = {
        f"{MACHINE}.decide": {"name": "decide"},
        f"{ROLE}.api": {"name": "api"},
        f"{GRANTS}.api": {"role": f"${{{ROLE}.api.id}}"},
        f"{INTEGRATION}.post": {**API, "credentials": arn_named(ROLE, "api"), "request_templates": CALL},
    }
    violating = {
        "waits for nothing": {"depends_on": None},
        "does not wait for the grants": remove("depends_on", -1),
        "does not wait for the workflow": remove("depends_on", -2),
        "serves what nobody knows": at_every(INTEGRATION, {"request_templates": {"application/json": "{}"}}),
        "calls with a role that nobody knows": at_every(INTEGRATION, {"credentials": "arn:aws:iam::*:user/*"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for integration in stack.having(INTEGRATION, "rest_api_id", resource.get("rest_api_id")):
            machine, role = started_by(integration, stack), role_of(integration, stack)
            needed = (machine, *stack.pointing_at(role, GRANTS, "role")) if machine and role else ()
            if not needed:
                yield f"cannot wait for what {integration.address} calls, which is not known"
            if missing := [each.address for each in needed if each.address not in dependencies(resource)]:
                yield f"does not wait for {few(missing)}, which {integration.address} needs"
