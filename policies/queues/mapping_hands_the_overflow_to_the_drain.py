from collections.abc import Iterator

from policies.aws.mappings import FROM, FUNCTION, MAPPING, QUEUE, TO, function_of, queue_of
from policies.aws.message_examples import ELSEWHERE
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import add_resource, refer_to_another
from policies.requirements import DRAIN, OVERFLOW, REGION


class MappingHandsTheOverflowToTheDrain(Policy):
    """Lambda hands messages of one queue to one function: what is throttled, to the drain.

    A mapping is a way into a function beside the workflow. Of another queue it would make reviews or dead letters
    disappear; another function would take a message for a request of the workflow; a queue of elsewhere is filled by
    strangers.
    """

    id = "FRAUD_QUEUE_10"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SC_7.supports, controls.NIST_CM_7.supports)
    applies_to = (MAPPING,)
    claims = (FROM, TO)
    remediation = (
        "Map the queue transaction-overflow to transaction-drain by reference to their ARNs, and nothing else."
    )
    waivable = False

    compliant = {FROM: f"${{{QUEUE}.overflow.arn}}", TO: f"${{{FUNCTION}.drain.arn}}"}
    given = {
        f"{QUEUE}.overflow": {"name": OVERFLOW},
        f"{QUEUE}.review": {"name": "transaction-review"},
        f"{FUNCTION}.drain": {"function_name": DRAIN},
        f"{FUNCTION}.analyzer": {"function_name": "fraud-analyzer"},
    }
    violating = {
        "takes reviews away": refer_to_another(FROM, named="transaction-review"),
        "takes from elsewhere": {FROM: ELSEWHERE},
        "takes from nowhere": {FROM: None},
        "is decided at deploy time": {FROM: "${var.queue}"},
        "hands to a function elsewhere": {TO: f"arn:aws:lambda:{REGION}:111122223333:function:{DRAIN}"},
        "hands to what its name alone says": {TO: DRAIN},
        "hands to nobody": {TO: None},
        "stands beside one of another queue": add_resource(MAPPING, {FROM: ELSEWHERE, TO: DRAIN}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        queue, function = queue_of(resource, stack), function_of(resource, stack)
        if queue is None or queue.get("name") != OVERFLOW:
            yield f"takes messages from {resource.get(FROM)!r}, which is not the queue {OVERFLOW} of this stack"
        if function is None or function.get("function_name") != DRAIN:
            yield f"hands messages to {resource.get(TO)!r}, which is not the function {DRAIN} of this stack"
