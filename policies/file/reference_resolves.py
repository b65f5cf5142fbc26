from collections.abc import Iterator

from policies.core import Resource, Stack
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE, Policy, Severity


class ReferenceResolves(Policy):
    """Every reference leads to a resource in the same file.

    What a reference leads to elsewhere was not judged, and Terraform stops at it only when it plans.
    """

    id = "FRAUD_FILE_2"
    severity = Severity.HIGH
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    remediation = "Put the resource that is referred to into the stack, or remove the reference."

    compliant = {"description": "serves ${aws_sqs_queue.review.arn}"}
    given = {"aws_sqs_queue.review": {"name": "review"}}
    violating = {
        "refers to what is not there": {"description": "${aws_kms_key.nope.arn}"},
        "refers to it within a text": {"description": "logs of ${aws_lambda_function.nope.function_name}, for people"},
        "refers to it in a key": {"tags": {"${aws_sns_topic.nope.name}": "x"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for type_, name, _ in resource.references:
            if f"{type_}.{name}" not in stack.by_address:
                yield f"refers to {type_}.{name}, which is not in the file"
