import re
from collections.abc import Iterator

from policies.core import Resource, Stack
from policies.core.expressions import PLAIN, VARIABLE
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.file.shared.edits import refer_to_new

HARMLESS = frozenset(
    {"arn", "execution_arn", "function_name", "http_method", "id", "invoke_arn", "invoke_url", "key_id", "name"}
    | {"root_resource_id", "stage_name", "status_code", "url"}
)
NAMES = ("alarm_name", "name")
MADE = ("execution_arn", "http_method", "invoke_arn", "status_code")
WORDS = re.compile(r"[A-Za-z0-9/_. -]*")


class ReferenceInjectsNoText(Policy):
    """A reference takes only what AWS makes, like an ARN or an id, or a name of plain words.

    A description, a value or a policy that is inserted into a document at deploy time can close the document's quotes
    and add statements that nobody judged; a star in a name turns one ARN into many.
    """

    id = "FRAUD_FILE_9"
    severity = Severity.CRITICAL
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    remediation = "Refer to arn, id, url or name, and name the resource with letters, digits and hyphens."

    compliant = {
        "name": "alerts",
        "description": "serves ${aws_sqs_queue.review.arn}",
        "tags": {attribute: f"${{aws_api_gateway_method.example.{attribute}}}" for attribute in MADE},
    }
    given = {"aws_sqs_queue.review": {"name": "review"}}
    violating = {
        "takes a policy": {"description": "${aws_sqs_queue.review.policy}"},
        "takes the ARN of what bears more than a name": refer_to_new("aws_sqs_queue", {"name": "review-*"}),
        "takes the ARN of an alarm that bears more than a name": refer_to_new(
            "aws_cloudwatch_metric_alarm", {"alarm_name": "review-*"}
        ),
        "takes a value": {"tags": {"${aws_ssm_parameter.template.value}": "x"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for type_, name, attribute in resource.references:
            target = stack.by_address.get(f"{type_}.{name}")
            if attribute not in HARMLESS or not (target is None or target.once(_has_plain_words, attribute)):
                yield f"inserts text that somebody chose, the {attribute} of {type_}.{name}"


def _has_plain_words(target: Resource, attribute: str) -> bool:
    return all(_is_words(target.values.get(key, "")) for key in (attribute, *NAMES))


def _is_words(value: object) -> bool:
    return isinstance(value, str) and WORDS.fullmatch(VARIABLE.sub("", PLAIN.sub("", value))) is not None
