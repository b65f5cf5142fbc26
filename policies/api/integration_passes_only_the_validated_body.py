from collections.abc import Iterator, Mapping

from policies.aws.api import refers
from policies.aws.start_execution import call, machine_called
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import extend_text

MACHINE = "aws_sfn_state_machine"
WORKFLOW = f"${{{MACHINE}.workflow.arn}}"


class IntegrationPassesOnlyTheValidatedBody(Policy):
    """Every integration hands the validated body, escaped, to the state machine of this stack, and nothing else.

    A body of a type without a template was checked against no model, so it must be refused. A template that forgets
    to escape, or takes the machine's name from the request, lets the caller decide what runs.
    """

    id = "FRAUD_API_16"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_integration",)
    claims = ("passthrough_behavior", "request_templates")
    remediation = "Set passthrough_behavior to NEVER, and take the one template from stacks.templates.request."

    compliant = {"passthrough_behavior": "NEVER", "request_templates": {"application/json": call(WORKFLOW)}}
    given = {f"{MACHINE}.workflow": {}}
    violating = {
        "passes what no template fits": {"passthrough_behavior": "WHEN_NO_MATCH"},
        "passes what has no template": {"passthrough_behavior": "WHEN_NO_TEMPLATES"},
        "takes text too": {"request_templates": {"text/plain": "{}"}},
        "passes the body as it is": {"request_templates": {"application/json": "$input.json('$')"}},
        "lets the caller name it": {"request_templates": {"application/json": call("$input.params('to')")}},
        "says something more": extend_text("request_templates", "application/json", by="$context.identity.apiKey"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("passthrough_behavior") != "NEVER":
            yield "passes bodies on that no template fits"
        templates = resource.get("request_templates")
        if not isinstance(templates, Mapping) or set(templates) != {"application/json"}:
            yield "does not take application/json alone"
        elif not refers(machine_called(templates["application/json"]), MACHINE, "arn", stack):
            yield "does more than hand the escaped body to a state machine of this stack"
