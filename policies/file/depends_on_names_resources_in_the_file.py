from collections.abc import Iterator

from policies.core import Resource, Stack
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.file.shared.edits import depend_on


class DependsOnNamesResourcesInTheFile(Policy):
    """What a block waits for is a list of resources in the same file.

    To wait for something that is not there is to wait for nothing: AWS then creates a log group before Terraform does,
    without a key, and keeps it for ever.
    """

    id = "FRAUD_FILE_8"
    severity = Severity.MEDIUM
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    claims = ("depends_on",)
    remediation = "Name in depends_on a resource of the stack, or remove the argument."

    compliant = {"name": "alerts", "depends_on": ["aws_sqs_queue.review"]}
    given = {
        "aws_sqs_queue.review": {"name": "review"},
        "data.aws_sqs_queue.elsewhere": {"name": "elsewhere"},
        "variable.account_id": {"type": "string"},
    }
    violating = {
        "waits for what is not there": depend_on("aws_sqs_queue.nope"),
        "waits for what is only read": depend_on("data.aws_sqs_queue.elsewhere"),
        "waits for a variable": depend_on("variable.account_id"),
        "waits for nothing": {"depends_on": []},
        "waits for a module": depend_on("module.nope"),
        "is no list": {"depends_on": "aws_sqs_queue.nope"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if "depends_on" in resource.values:
            addresses = resource.values["depends_on"]
            if not isinstance(addresses, tuple) or not addresses:
                yield "has a depends_on that is no list of resources"
                return
            for address in addresses:
                if not isinstance(address, str) or not _is_resource(address, stack):
                    yield f"depends on {address!r}, which is no resource in the file"


def _is_resource(address: str, stack: Stack) -> bool:
    return "_" in address.partition(".")[0] and address in stack.by_address
