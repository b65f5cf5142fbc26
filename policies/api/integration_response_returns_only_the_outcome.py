from collections.abc import Iterator

from policies.api.shared.answers import (
    ACCEPTED,
    OUTCOMES,
    REFUSALS,
    TEMPLATES,
    is_message,
    is_template,
    only,
    written,
)
from policies.core import Policy, Resource, Severity, Stack, controls

AT = OUTCOMES.index(ACCEPTED)
LATER = '{"message":"later"}'
EXECUTION = "#set($execution = $input.path('$'))\n"


def answer(template: str) -> dict[str, dict[str, str]]:
    return {"response_templates": {"application/json": template}}


class IntegrationResponseReturnsOnlyTheOutcome(Policy):
    """Every answer is what the workflow decided, with the status that says so, or a message of fixed words.

    Beside the output, Step Functions answers with the execution's input, its ARN and the cause of an error. The input
    is the transaction, and the cause is internal text. A failure that looks like a success loses a transaction; so
    does a start that was only throttled and looks like a final error. What is accepted and not decided yet has a status
    of its own, 202, and says when to ask again: no caller may take it for an approval.
    """

    id = "FRAUD_API_30"
    severity = Severity.HIGH
    controls = (controls.PCI_6_2_4.supports,)
    applies_to = ("aws_api_gateway_integration_response",)
    claims = ("response_templates",)
    remediation = "Take the template of this status from stacks/templates.py, as stacks/method.py does."

    compliant = {"status_code": "503", "response_templates": {"application/json": {"message": "Send it again"}}}
    given = {"aws_api_gateway_integration_response.decided": {"status_code": "200", **answer(written(OUTCOMES, LATER))}}
    violating = {
        "passes everything on": answer("$input.json('$')"),
        "repeats the request": answer(EXECUTION + "$execution.input"),
        "tells the cause": answer(EXECUTION + '{"message":"$execution.cause"}'),
        "takes each failure for a success": answer(EXECUTION + "$execution.output"),
        "says what is no message": answer(written(OUTCOMES, "(a message)")),
        "tells the cause in place of a message": {
            "status_code": "200",
            **answer(written(OUTCOMES, '{"cause":"$execution.cause"}')),
        },
        "has no lines": answer(written(OUTCOMES, LATER, end="\u2028")),
        "says nothing of when to return": answer(written((*REFUSALS[:3], *REFUSALS[4:]), LATER)),
        "takes each refusal for a busy moment": answer(written((*REFUSALS[2:5],), LATER)),
        "takes what is accepted for a decision": answer(written((*OUTCOMES[:AT], *OUTCOMES[AT + 1 :]), LATER)),
        "says nothing of when to ask for the decision": answer(
            written((*OUTCOMES[: AT + 1], *OUTCOMES[AT + 2 :]), LATER)
        ),
        "answers in another type too": {"response_templates": {"text/html": "$input.body"}},
        "has no template": {"response_templates": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        template, lines = only(resource.get("response_templates")), TEMPLATES.get(str(resource.get("status_code")))
        if not (is_template(template, lines) if lines else is_message(template)):
            yield "does not answer with the template agreed for its status, in application/json alone"
