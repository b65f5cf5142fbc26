from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import add_resource
from policies.core.known_stacks import KNOWN_STACKS


class StackHasNoImportMovedOrRemovedBlocks(Policy):
    """Nothing is moved, removed or imported in Terraform's state.

    What is removed from the state lives on in the account, outside of what is judged; what is imported was made by
    somebody else; what is moved takes another's place.
    """

    id = "FRAUD_FILE_39"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_3.supports,)
    stacks = KNOWN_STACKS
    forbids = ("import", "moved", "removed")
    remediation = "Remove the block; work on the state is done once, by hand, and reviewed on its own."

    violating = {
        "forgets a resource": add_resource("removed", {"from": "aws_sqs_queue.review"}, name="0"),
        "takes a resource over": add_resource("import", {"to": "aws_sqs_queue.review", "id": "review"}, name="0"),
        "renames a resource": add_resource(
            "moved", {"from": "aws_sqs_queue.old", "to": "aws_sqs_queue.review"}, name="0"
        ),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield f"is a {resource.type} block, which changes Terraform's state and not the account"
