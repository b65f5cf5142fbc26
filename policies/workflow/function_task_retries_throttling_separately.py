from collections.abc import Iterator

from policies.aws.asl import INVOKE, at, calling, items, states
from policies.aws.transient_errors import THROTTLED
from policies.core import Resource, Severity, Stack
from policies.core.examples import Address, Draft, below, named_edit
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import IN_STATES, VALIDATING, insert_in, remove_in
from policies.workflow.shared.overflowing import overflowing


@named_edit("moves the first error of the second retrier of SendNotification into the first")
def share_the_attempts(draft: Draft, at: Address) -> None:
    throttled, failed = below(draft[at], (*IN_STATES, "SendNotification", "Retry"))
    throttled["ErrorEquals"].append(failed["ErrorEquals"].pop(0))


class FunctionTaskRetriesThrottlingSeparately(DefinitionPolicy):
    """A task that invokes a function retries a throttled call in a retrier of its own.

    A retrier counts its attempts over all its errors. Throttling is expected with ten reserved executions. In one
    retrier with the service's faults, a busy second would use up the attempts that a fault needs. What is given to the
    queue instead is not retried: the caller would wait for what has no hope.
    """

    id = "FRAUD_WORKFLOW_12"
    severity = Severity.MEDIUM
    waivable = True
    remediation = "Keep Lambda.TooManyRequestsException alone in its retrier, as stacks.transient.LAMBDA has it."

    violating = {
        "shares the retrier with a fault": insert_in("SendNotification", "Retry", 0, "ErrorEquals", item="Lambda.Gone"),
        "counts a fault with it": share_the_attempts,
        "does not retry throttling": remove_in("SendNotification", "Retry", 0),
        "retries it twice": insert_in("SendNotification", "Retry", 1, "ErrorEquals", item=THROTTLED),
        "waits before it queues": insert_in(*VALIDATING, "Retry", 0, "ErrorEquals", item=THROTTLED),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        queued = overflowing(states(resource))
        for name, state in calling(resource, INVOKE).items():
            retriers = [items(at(retrier, "ErrorEquals")) for retrier in items(state.get("Retry"))]
            times = 0 if name in queued else 1
            if retriers.count((THROTTLED,)) != times or sum(THROTTLED in errors for errors in retriers) != times:
                yield (
                    f"retries {name} after {THROTTLED}, and gives it to the queue"
                    if name in queued
                    else f"does not retry {name} after {THROTTLED} in a retrier of its own"
                )
