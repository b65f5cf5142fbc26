from collections.abc import Iterator

from policies.aws.asl import ANALYSIS, KEEP, READ, TRANSACTION, at, calling, steps
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_parameters, retarget_catch
from policies.workflow.shared.paths import fallback

BODY = {"transaction_id.$": f"{TRANSACTION}.transaction_id", "transaction.$": TRANSACTION, "analysis.$": ANALYSIS}
INPUT = "$$.Execution.Input"
RAW = {"transaction_id.$": f"{INPUT}.transaction_id", "transaction.$": INPUT, "analysis": None}


class DeadLetterHoldsTheTransactionAndTheReason(DefinitionPolicy):
    """What the workflow keeps is the whole transaction with its analysis, and the reason why it is kept.

    An Express execution cannot be resumed: what it could not do exists nowhere else than in this message. Before the
    validation there is only the input. To ask for more then is an error that no state can catch, and nothing is kept.
    """

    id = "FRAUD_WORKFLOW_23"
    severity = Severity.CRITICAL
    remediation = "Send the message of stacks.parts.keep, and after a failed validation that of stacks.judgement."

    violating = {
        "loses the transaction": patch_parameters("KeepUnpublished", {"MessageBody": {"transaction.$": None}}),
        "gives no reason": patch_parameters("KeepUnvalidated", {"MessageBody": {"reason": None}}),
        "gives a wrong reason": patch_parameters("KeepUnsent", {"MessageBody": {"reason": "not_stored"}}),
        "asks for what is not there": patch_parameters("KeepUnvalidated", {"MessageBody": {**BODY, "analysis": None}}),
        "keeps only the input": patch_parameters("KeepUnstored", {"MessageBody": {"analysis.$": None, **RAW}}),
        "keeps it as not validated": retarget_catch("ReadStoredDecision", "KeepUnvalidated"),
        "comes later": patch_parameters("KeepUnsent", {"DelaySeconds": 900}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        keeping, way = calling(resource, KEEP), steps(resource, stack)
        messages = (
            (way.validating, {"reason": "validation_unavailable", **RAW}),
            ({**way.writing, **calling(resource, READ)}, {"reason": "not_stored", **BODY}),
            (way.publishing, {"reason": "event_not_published", **BODY}),
            (way.notifying, {"reason": "customer_not_notified", **BODY}),
        )
        for failing, message in messages:
            for name, state in failing.items():
                kept = at(keeping.get(fallback(state)), "Parameters")
                if kept is not None and not same(kept, {"QueueUrl": at(kept, "QueueUrl"), "MessageBody": message}):
                    yield f"does not keep what {name} could not do, with the reason {message['reason']}"
