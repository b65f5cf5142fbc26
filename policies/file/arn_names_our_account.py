from collections.abc import Iterator

from policies.aws.foreign import foreign
from policies.aws.region import region
from policies.core import Resource, Stack, controls
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.core.text import working_text
from policies.requirements import REGION


class ArnNamesOurAccount(Policy):
    """Every ARN that is written out names this account and region, or belongs to AWS itself.

    With a star, another number or nothing in their place, a grant reaches into accounts and regions that nobody judged.
    """

    id = "FRAUD_FILE_15"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports,)
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    remediation = "Refer to the resource's arn, or write the ARN with stacks.document.ACCOUNT and the region."

    compliant = {"description": "see arn: of the key", "display_name": f"arn:aws:sqs:{REGION}:{ACCOUNT}:review"}
    violating = {
        "is of another account": {"display_name": "arn:aws:iam::" + "1" * 12 + ":root"},
        "is of any account": {"display_name": f"arn:aws:sqs:{REGION}:*:review"},
        "is of any region": {"display_name": f"arn:aws:sqs:*:{ACCOUNT}:review"},
        "is of no account": {"display_name": {"arn:aws:s3:::bucket/*": "x"}},
        "is put together": {"display_name": "${aws_sqs_queue.nope.name}:aws:s3:::bucket/*"},
        "is of another partition": {"display_name": f"arn:aws-cn:sqs:{REGION}:{ACCOUNT}:review"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from (f"names {arn}" for arn in foreign(working_text(resource), region(stack)))
