from collections.abc import Iterator

from policies.vocabulary.definition_policy import DefinitionPolicy
from policies.vocabulary.policy import Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack
from policies.vocabulary.workflow import ANALYSIS, KEEP, TRANSACTION, at, calling
from policies.vocabulary.workflow_edits import parameters

BODY = {"transaction_id.$": f"{TRANSACTION}.transaction_id", "transaction.$": TRANSACTION, "analysis.$": ANALYSIS}
INPUT = "$$.Execution.Input"
RAW = {"transaction_id.$": f"{INPUT}.transaction_id", "transaction.$": INPUT, "analysis": None}
QUEUE = "transaction-dead-letters"


class WorkflowKeepsWhatItCouldNotDo(DefinitionPolicy):
    """What the workflow keeps goes to its dead-letter queue, whole and with the reason.

    An Express execution cannot be resumed. What it could not store, publish or tell the customer exists nowhere else
    than in this message; without the transaction or the analysis nobody could do it later.
    """

    id = "FRAUD_WORKFLOW_23"
    severity = Severity.CRITICAL
    remediation = "Send the message of stacks.definition to the queue transaction-dead-letters, by its URL."

    violating = {
        "sends it out of the stack": parameters("KeepUnstored", {"QueueUrl": "https://sqs.example/queue"}),
        "lets the input say where": parameters("KeepUnsent", {"QueueUrl": None, "QueueUrl.$": "$.queue"}),
        "loses the transaction": parameters("KeepUnpublished", {"MessageBody": {"transaction.$": None}}),
        "loses the analysis": parameters("KeepUnstored", {"MessageBody": {"analysis.$": None}}),
        "gives no reason": parameters("KeepUnvalidated", {"MessageBody": {"reason": None}}),
        "comes later": parameters("KeepUnsent", {"DelaySeconds": 900}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, state in calling(resource, KEEP).items():
            url, reason = at(state, "Parameters", "QueueUrl"), at(state, "Parameters", "MessageBody", "reason")
            queue = stack.resolve(url, "url")
            if queue is None or queue.type != "aws_sqs_queue" or queue.get("name") != QUEUE:
                yield f"does not send what {name} keeps to {QUEUE}"
            wanted = [{"QueueUrl": url, "MessageBody": {"reason": reason, **body}} for body in (BODY, RAW)]
            if state.get("Parameters") not in wanted or not isinstance(reason, str) or not reason:
                yield f"does not keep transaction, analysis and reason at {name}, and nothing else"
