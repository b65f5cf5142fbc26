from collections.abc import Iterable, Iterator

from policies.core import Stack, controls
from policies.core.expressions import PLAIN, VARIABLE
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.core.resources import Resource, strings_in
from policies.core.text import shortened


class ExpressionIsAPlainReference(Policy):
    """Every expression is a plain reference to a resource's attribute or to a variable.

    What a function, a condition, a directive or an escape yields is known only at deploy time, when nobody judges
    any more. Policies of their own judge the conditions of variables: they accept one, word for word.
    """

    id = "FRAUD_FILE_1"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_3.supports,)
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    remediation = "Compute it in Python while synthesizing; write ${type.name.attribute} or ${var.name}, nothing else."

    compliant = {"name": "alerts-${var.account_id}", "description": "serves ${aws_sqs_queue.review.arn}"}
    violating = {
        "calls a function": {"description": '${file("secret.txt")}'},
        "decides at deploy time": {"tags": {"%{ if true }a%{ endif }": "b"}},
        "escapes an expression": {"description": "$${var.account_id}"},
        "reaches into a list": {"description": "${aws_sqs_queue.review[0].arn}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for text in _judged(resource):
            if ("${" in text or "%{" in text) and not _plain(text):
                yield f"holds an expression that is no plain reference: {shortened(text)}"


def _judged(resource: Resource) -> Iterable[str]:
    if resource.type != "variable":
        return resource.strings()
    return strings_in({key: value for key, value in resource.values.items() if key != "validation"})


def _plain(text: str) -> bool:
    rest = VARIABLE.sub(" ", PLAIN.sub(" ", text))
    return "$${" not in text and "${" not in rest and "%{" not in rest
