from collections.abc import Iterator

from policies.vocabulary.api_answers import is_message, only, outcomes, tells_outcomes
from policies.vocabulary.control import PCI_6_2_4
from policies.vocabulary.policy import Policy, Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack

EXECUTION = "#set($execution = $input.path('$'))\n"


def answer(template: str) -> dict[str, dict[str, str]]:
    return {"response_templates": {"application/json": template}}


class AnswerTellsOnlyTheOutcome(Policy):
    """Every answer is what the workflow decided, with the status that says so, or a message of fixed words.

    Step Functions answers with the execution's input, its ARN and the cause of an error beside the output. The input
    is the transaction, and the cause is text from inside. A failure that looks like a success loses a transaction.
    """

    id = "FRAUD_API_30"
    severity = Severity.HIGH
    controls = (PCI_6_2_4.supports,)
    applies_to = ("aws_api_gateway_integration_response",)
    claims = ("response_templates",)
    remediation = "Take the template from stacks/templates.py: response() for 200, message() for the others."

    compliant = {"status_code": "503", "response_templates": {"application/json": {"message": "Send it again"}}}
    violating = {
        "passes everything on": answer("$input.json('$')"),
        "repeats the request": answer(EXECUTION + "$execution.input"),
        "tells the cause": answer(EXECUTION + '{"message":"$execution.cause"}'),
        "takes each failure for a success": answer(EXECUTION + "$execution.output"),
        "says what is no message": answer(outcomes("(a message)")),
        "has no lines": answer(outcomes('{"message":"later"}', end="\u2028")),
        "answers in another type too": {"response_templates": {"text/html": "$input.body"}},
        "has no template": {"response_templates": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        template = only(resource.get("response_templates"))
        if resource.get("status_code") == "200" and is_message(template):
            yield "answers 200 whatever the workflow decided"
        if not is_message(template) and not tells_outcomes(template):
            yield "does not answer each outcome as agreed, in application/json alone"
