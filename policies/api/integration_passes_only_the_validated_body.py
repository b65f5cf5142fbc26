from collections.abc import Iterator

from policies.api.shared.answers import only
from policies.aws.api_paths import PATH, path_of
from policies.aws.arn import arn_named, with_arn
from policies.aws.asl import MACHINE
from policies.aws.names import own_name
from policies.aws.start_execution import BODY, NAME, PARAMETERS, asking, call, machine_called
from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import at_every, extend_text
from policies.core.expressions import ACCOUNT
from policies.core.kinds import Attributes, Exactly
from policies.requirements import BATCHING, DECIDING, LOOKING, REPORTING

OURS = arn_named(MACHINE, DECIDING)
# By the path, the workflow behind it, and the form of the template that starts it.
BEHIND = {
    "/transaction": (DECIDING, BODY),
    "/transactions": (BATCHING, BODY),
    "/report": (REPORTING, BODY),
    "/transaction/{transaction_id}": (LOOKING, PARAMETERS),
}
CHOSEN = call(OURS).replace("$context.identity.apiKeyId", "$input.params('client')")


class IntegrationPassesOnlyTheValidatedBody(Attributes):
    """Every integration hands what was validated, escaped, to the workflow behind its path, and says who sent it.

    A body of a type without a template was checked against no model, so it must be refused. A template that forgets
    to escape, or takes the machine's name from the request, lets the caller decide what runs. The execution's name says
    by the id of the key whose transaction it is, which no caller can choose. What is asked for by GET has no body: a
    path and a query reach the workflow only in the shapes of an id and of a receipt.
    """

    id = "FRAUD_API_16"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_integration",)
    claims = ("request_templates",)
    required = {"passthrough_behavior": Exactly("NEVER", otherwise="passes on bodies that fit no template")}
    remediation = "Set passthrough_behavior to NEVER, and take the template and the workflow as stacks/api.py does."

    compliant = {"resource_id": f"${{{PATH}.path.id}}", "request_templates": {"application/json": call(OURS)}}
    given = {f"{MACHINE}.decide": {"name": DECIDING}, f"{PATH}.path": {"path_part": "transaction"}}
    violating = {
        "passes what no template fits": {"passthrough_behavior": "WHEN_NO_MATCH"},
        "passes what has no template": {"passthrough_behavior": "WHEN_NO_TEMPLATES"},
        "takes text too": {"request_templates": {"text/plain": "{}"}},
        "passes the body as it is": {"request_templates": {"application/json": "$input.json('$')"}},
        "lets the caller name it": {"request_templates": {"application/json": call("$input.params('to')")}},
        "starts another workflow": {"request_templates": {"application/json": call(arn_named(MACHINE, "other"))}},
        "starts whatever has such a name": {"request_templates": {"application/json": call(arn_named(MACHINE, "*"))}},
        "starts another account's": {"request_templates": {"application/json": call(OURS.replace(ACCOUNT, "1" * 12))}},
        "refers to what is not there": {"request_templates": {"application/json": call(f"${{{MACHINE}.nope.arn}}")}},
        "does not say who sent it": {"request_templates": {"application/json": call(OURS).replace(NAME, "")}},
        "lets the caller say who sent it": {"request_templates": {"application/json": CHOSEN}},
        "starts it behind another path": at_every(PATH, {"path_part": "elsewhere"}),
        "asks instead": {"request_templates": {"application/json": asking(OURS)}},
        "says something more": extend_text("request_templates", "application/json", by="$context.identity.apiKey"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        # By the path, since a method may also be named by a reference.
        path = path_of(stack.resolve(resource.get("resource_id"), "id"), stack)
        workflow, form = BEHIND.get(path, ("", BODY))
        started = with_arn(machine_called(only(resource.get("request_templates")), [form]), MACHINE, stack)
        if started is None:
            yield "does not, for application/json alone, hand just what was validated to a state machine of this stack"
        elif own_name(started) != workflow:
            yield f"starts {own_name(started)}, which is not the workflow behind {path or 'this path'}"
