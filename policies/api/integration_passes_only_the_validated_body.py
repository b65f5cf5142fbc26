from collections.abc import Iterator

from policies.api.shared.answers import only
from policies.aws.api_paths import path_of
from policies.aws.arn import arn_named, with_arn
from policies.aws.asl import MACHINE
from policies.aws.start_execution import AFTER, ASKED, ASKING, BEFORE, NAME, asking, call, machine_called
from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import extend_text
from policies.core.expressions import ACCOUNT
from policies.core.kinds import Attributes, Exactly

OURS = arn_named(MACHINE, "decide")
# What a template consists of beside the machine, on the path that has no body; on all others it is the body's.
FORMS = {"/transaction/{transaction_id}": (ASKING, ASKED)}
CHOSEN = call(OURS).replace("$context.identity.apiKeyId", "$input.params('client')")


class IntegrationPassesOnlyTheValidatedBody(Attributes):
    """Every integration hands what was validated, escaped, to a state machine of this stack, and says who sent it.

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
    remediation = "Set passthrough_behavior to NEVER, and take the one template from stacks.templates.request."

    compliant = {"request_templates": {"application/json": call(OURS)}}
    given = {f"{MACHINE}.decide": {"name": "decide"}}
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
        "asks instead": {"request_templates": {"application/json": asking(OURS)}},
        "says something more": extend_text("request_templates", "application/json", by="$context.identity.apiKey"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        # By the path, since a method may also be named by a reference.
        form = FORMS.get(path_of(stack.resolve(resource.get("resource_id"), "id"), stack), (BEFORE, AFTER))
        if with_arn(machine_called(only(resource.get("request_templates")), form), MACHINE, stack) is None:
            yield "does not, for application/json alone, hand just what was validated to a state machine of this stack"
