"""What AWS sends to KMS as encryption context when a role uses a key: for each context, the exact form of its value.

A condition on a context compares letter by letter. Where the value has another form, the ARN of a table instead of its
name, the condition never holds, or holds for something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from policies.aws.names import all_logs, name_of, name_written_out
from policies.core import Stack


class Sent(NamedTuple):
    """The service that is known to use the key for the role, and which attribute of what the service sends.

    None is known for Step Functions: it calls KMS itself for a workflow's role, and AWS does not say as which service
    it calls for who waits at its synchronous endpoint, which has a name of its own. The context is the bound there.
    """

    service: str | None
    type: str
    attribute: str = "arn"

    def through(self, region: str) -> str:
        """What kms:ViaService must be in a region; empty where there must be no such condition."""
        return f"{self.service}.{region}.amazonaws.com" if self.service else ""


# By context, in lower case. DynamoDB alone sends a name; it sends the account beside it, which no statement needs.
CONTEXTS: Mapping[str, Sent] = {
    "aws:lambda:functionarn": Sent("lambda", "aws_lambda_function"),
    "parameter_arn": Sent("ssm", "aws_ssm_parameter"),
    "aws:sns:topicarn": Sent("sns", "aws_sns_topic"),
    "aws:sqs:arn": Sent("sqs", "aws_sqs_queue"),
    "aws:dynamodb:tablename": Sent("dynamodb", "aws_dynamodb_table", "name"),
    "aws:states:statemachinearn": Sent(None, "aws_sfn_state_machine"),
}
# Log delivery names itself, by an ARN that stands for all of the account's logs in the region.
DELIVERY = "sourcearn"


def sent_for(context: str, value: str, stack: Stack) -> str | None:
    """The name of what AWS sends this value of this context for, `table transactions`; None where it never does."""
    if context == DELIVERY:
        return "all logs" if value == all_logs(stack) else None
    sent = CONTEXTS.get(context)
    resource = stack.resolve(value, sent.attribute) if sent else None
    if sent and resource is not None:
        return name_of(resource, stack) if resource.type == sent.type else None
    type_, name = name_written_out(value, stack)
    return name if sent and type_ == sent.type else None


def form(context: str, stack: Stack) -> str:
    """What a value of a context must be, in words."""
    sent = CONTEXTS.get(context)
    return f"the {sent.attribute} of a {sent.type} of this stack" if sent else f"what AWS sends: {all_logs(stack)}"
