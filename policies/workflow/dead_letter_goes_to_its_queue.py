from collections.abc import Iterator

from policies.aws.asl import KEEP, at, calling
from policies.core import Resource, Severity, Stack
from policies.core.examples import refer_to_attribute
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import IN_STATES, patch_parameters
from policies.workflow.shared.overflowing import queues

QUEUE = "transaction-dead-letters"
URL = (*IN_STATES, "KeepUnstored", "Parameters", "QueueUrl")


class DeadLetterGoesToItsQueue(DefinitionPolicy):
    """What the workflow keeps, but does not queue, goes to the stack's queue transaction-dead-letters.

    There it is encrypted, kept for two weeks, and watched by an alarm from the first message on. In a queue elsewhere a
    card transaction would have left the system; in the review queue people would take it for a decided transaction.
    """

    id = "FRAUD_WORKFLOW_29"
    severity = Severity.CRITICAL
    remediation = "Send to the queue transaction-dead-letters, by reference to its URL, as stacks.parts.keep does."

    violating = {
        "leaves the stack": patch_parameters("KeepUnstored", {"QueueUrl": "https://sqs.example/queue"}),
        "is named by what is no address": refer_to_attribute(*URL, attribute="arn"),
        "is where the input says": patch_parameters("KeepUnsent", {"QueueUrl": None, "QueueUrl.$": "$.queue"}),
        "is where the reviews are": patch_parameters("KeepUnpublished", {"QueueUrl": "${aws_sqs_queue.review.url}"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, state in calling(resource, KEEP).items():
            if queues(state):
                continue
            queue = stack.resolve(at(state, "Parameters", "QueueUrl"), "url")
            if queue is None or queue.type != "aws_sqs_queue" or queue.get("name") != QUEUE:
                yield f"the state {name} does not send its dead letter to the queue {QUEUE} of this stack"
