from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.expressions import PLAIN, references

SHOWN = frozenset({"arn", "id", "invoke_url", "name", "url"})


class OutputHoldsIdentifiersOnly(Policy):
    """An output is an address, an id or a name of something in the stack, and nothing else.

    Outputs are printed after each deployment and kept in the state in the clear: an API key's value or a variable in
    one is disclosed to all who read either.
    """

    id = "FRAUD_FILE_35"
    severity = Severity.HIGH
    controls = (controls.PCI_8_6_2.supports,)
    applies_to = ("output",)
    claims = ("value",)
    remediation = "Output the id; whoever may read the value reads it from AWS by that id."

    compliant = {"value": "${aws_api_gateway_stage.live.invoke_url}/transaction"}
    given = {
        "aws_api_gateway_stage.live": {"stage_name": "live"},
        **{f"output.{each}": {"value": f"${{aws_sqs_queue.review.{each}}}"} for each in ("arn", "id", "name", "url")},
    }
    violating = {
        "shows the client's key": {"value": "${aws_api_gateway_api_key.nope.value}"},
        "shows a secret": {"value": "${var.sms_template}"},
        "shows the account": {"value": "${aws_sqs_queue.nope.url}/${var.account_id}"},
        "shows a list": {"value": ["${aws_sqs_queue.nope.url}"]},
        "shows nothing of the stack": {"value": "example"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        value = resource.get("value")
        if not isinstance(value, str) or not _identifies(value):
            yield f"shows {value!r}, not only {', '.join(sorted(SHOWN))} of something in the stack"


def _identifies(text: str) -> bool:
    attributes = {attribute for _, _, attribute in references(text)}
    return bool(attributes) and SHOWN.issuperset(attributes) and "${" not in PLAIN.sub(" ", text)
