import re
from collections.abc import Iterator

from policies.core import Resource, Stack, controls
from policies.core.expressions import ACCOUNT, REGION
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.core.text import shortened, working_text

# The second is an ARN whose first word comes out of a reference.
ARN = re.compile(r"arn:(?<![a-z]arn:)[^\n]*|:(?<!arn:)(?<!EncryptionContext:)aws[a-z-]*:[^\n]*")
OURS = re.compile(
    r"arn:aws:(?:"
    rf"[a-z0-9-]+:{REGION}:{re.escape(ACCOUNT)}:"
    rf"|iam::(?:{re.escape(ACCOUNT)}|aws):"
    r"|states:::"  # the workflow's calls of other services
    rf"|apigateway:{REGION}:(?:[a-z]*):"  # the API's calls, where a service stands in the account's place
    r")"
)


class ArnNamesOurAccount(Policy):
    """Every ARN that is written out names this account and us-east-1, or belongs to AWS itself.

    With a star, another number or nothing in their place, a grant reaches into accounts and regions that nobody judged.
    """

    id = "FRAUD_FILE_15"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports,)
    applies_to = (EVERY_RESOURCE,)
    remediation = "Refer to the resource's arn, or write the ARN with stacks.document.ACCOUNT and the region."

    compliant = {"description": "see arn: of the key", "display_name": f"arn:aws:sqs:us-east-1:{ACCOUNT}:review"}
    violating = {
        "is of any account": {"display_name": "arn:aws:sqs:us-east-1:*:review"},
        "is of any region": {"display_name": f"arn:aws:sqs:*:{ACCOUNT}:review"},
        "is of no account": {"display_name": {"arn:aws:s3:::bucket/*": "x"}},
        "is put together": {"display_name": "${aws_sqs_queue.nope.name}:aws:s3:::bucket/*"},
        "is of another partition": {"display_name": f"arn:aws-cn:sqs:us-east-1:{ACCOUNT}:review"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for arn in ARN.finditer(working_text(resource)):
            if not OURS.match(arn[0]):
                yield f"names {shortened(arn[0])}, which is not bound to {REGION} and {ACCOUNT}"
