from collections.abc import Iterator

from policies.aws.asl import HISTORY, KEEP, at, calling
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.workflow.shared.dead_letters import DEAD_LETTER, UNVALIDATED
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_parameters, retarget_catch
from policies.workflow.shared.overflow import KEPT
from policies.workflow.shared.overflowing import queues, reading
from policies.workflow.shared.paths import fallback
from policies.workflow.shared.steps import steps


class DeadLetterHoldsTheTransactionAndTheReason(DefinitionPolicy):
    """What the workflow keeps is the whole transaction with its decision, and the reason why it is kept.

    An Express execution cannot be resumed, so this message is all that is left of what it could not do. Before the
    validation there is only the input: a reference to more is an error that no state can catch, and nothing is kept.
    What the analysis says of the card's history has no place in a queue.
    """

    id = "FRAUD_WORKFLOW_23"
    severity = Severity.CRITICAL
    remediation = "Send the message of stacks.parts.keep, and after a failed validation that of stacks.judgement."

    violating = {
        "loses the transaction": patch_parameters("KeepUnpublished", {"MessageBody": {"transaction.$": None}}),
        "gives no reason": patch_parameters("KeepUnvalidated", {"MessageBody": {"reason": None}}),
        "gives a wrong reason": patch_parameters("KeepUnsent", {"MessageBody": {"reason": "not_stored"}}),
        "refers to what is not there": patch_parameters(
            "KeepUnvalidated", {"MessageBody": {**DEAD_LETTER, "analysis": None}}
        ),
        "keeps only the input": patch_parameters("KeepUnstored", {"MessageBody": UNVALIDATED}),
        "keeps the card's history": patch_parameters("KeepUncounted", {"MessageBody": {"history.$": HISTORY}}),
        "keeps it as not validated": retarget_catch("ReadStoredDecision", "KeepUnvalidated"),
        "keeps nothing of what could not be queued": patch_parameters(
            "KeepRequest", {"MessageBody": {"client.$": "$.client"}}
        ),
        "is delayed": patch_parameters("KeepUnsent", {"DelaySeconds": 900}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        keeping, tasks = calling(resource, KEEP), steps(resource, stack)
        queued = {name: state for name, state in calling(resource, KEEP).items() if queues(state)}
        messages = (
            (tasks.validating, {"reason": "validation_unavailable", **UNVALIDATED}),
            (queued, {"reason": "validation_unavailable", **KEPT}),
            ({**tasks.writing, **reading(resource)}, {"reason": "not_stored", **DEAD_LETTER}),
            (tasks.publishing, {"reason": "event_not_published", **DEAD_LETTER}),
            (tasks.notifying, {"reason": "customer_not_notified", **DEAD_LETTER}),
            (tasks.counting, {"reason": "merchant_not_counted", **DEAD_LETTER}),
        )
        for failing, message in messages:
            for name, state in failing.items():
                sent = at(keeping.get(fallback(state)), "Parameters")
                if sent is not None and not same(sent, {"QueueUrl": at(sent, "QueueUrl"), "MessageBody": message}):
                    reason = message["reason"]
                    yield f"the dead letter of {name} is not the transaction, its decision and the reason {reason}"
