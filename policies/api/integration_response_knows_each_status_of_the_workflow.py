from collections.abc import Iterator

from policies.api.shared.answers import OUTCOMES, only, written
from policies.api.shared.statuses import answered_statuses, known_statuses
from policies.aws.asl import MACHINE
from policies.aws.start_execution import INTEGRATION, call
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import at_every

KNOWN = written(OUTCOMES, '{"message":"later"}')


def ending(**states: str) -> dict[str, object]:
    """A workflow whose states of these names end with these statuses, or a merge patch that says so."""
    ends = {name: {"Parameters": {"status": status}, "End": True} for name, status in states.items()}
    return {"definition": {"States": ends}}


class IntegrationResponseKnowsEachStatusOfTheWorkflow(Policy):
    """The API tells apart each status that the workflow answers with, and no other.

    A status that the template does not know becomes an error 500: the transaction is decided and stored, and its
    caller hears that it failed.
    """

    id = "FRAUD_API_46"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_integration_response",)
    claims = ("response_templates",)
    remediation = "Name the same statuses in stacks/templates.py and in the end states of stacks/definition.py."

    compliant = {"status_code": "200", "response_templates": {"application/json": KNOWN}}
    given = {
        f"{MACHINE}.workflow": ending(
            Done="decided",
            AnswerBatch="answered",
            AcceptRequest="accepted",
            Pending="pending",
            RejectTransaction="rejected",
            RefuseConflict="conflict",
            Noted="reported",
            None_="unknown",
        ),
        f"{INTEGRATION}.start": {"request_templates": {"application/json": call(f"${{{MACHINE}.workflow.arn}}")}},
    }
    violating = {
        "does not know a status": {"response_templates": {"application/json": KNOWN.replace("conflict", "twice")}},
        "has no template": {"response_templates": None},
        "answers for a workflow that accepts nothing": at_every(MACHINE, ending(AcceptRequest="rejected")),
        "answers for a workflow that refuses otherwise": at_every(MACHINE, ending(RejectTransaction="refused")),
        "answers for a workflow that nobody knows": at_every(INTEGRATION, {"request_templates": None}),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("status_code") == "200"

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        known, answered = known_statuses(only(resource.get("response_templates"))), stack.once(answered_statuses)
        if known != answered:
            yield f"knows the statuses {known}, and the workflow answers with {answered}"
