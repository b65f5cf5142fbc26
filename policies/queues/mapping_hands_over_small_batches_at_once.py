from collections.abc import Iterator

from policies.aws.mappings import FUNCTION, MAPPING, TO, function_of
from policies.aws.message_examples import ELSEWHERE
from policies.core import Resource, Severity, Stack, controls
from policies.core.bounds import whole
from policies.core.examples import at_every
from policies.core.kinds import Attributes, Between, Exactly
from policies.requirements import DRAIN

BATCH, WINDOW = "batch_size", "maximum_batching_window_in_seconds"


class MappingHandsOverSmallBatchesAtOnce(Attributes):
    """Lambda hands over up to ten messages at a time, as soon as there is one, and the function has a second for each.

    A payment that was accepted waits already. Of more than ten, which SQS gives at a time, Lambda waits for the rest,
    and what ends a batch in the middle brings back all of it.
    """

    id = "FRAUD_QUEUE_11"
    severity = Severity.MEDIUM
    waivable = True
    controls = (controls.SOC_CC7_2.supports,)
    applies_to = (MAPPING,)
    required = {
        BATCH: Between(1, 10, otherwise="hands over {value} messages at a time, not 1 to 10"),
        WINDOW: Exactly(0, otherwise="waits {value} seconds for more messages, not 0"),
    }
    remediation = "Set overflow_batch to 1-10 and to no more than drain_timeout in stacks/settings.py; leave no window."

    compliant = {BATCH: 10, TO: f"${{{FUNCTION}.drain.arn}}"}
    given = {f"{FUNCTION}.drain": {"function_name": DRAIN, "timeout": 30}}
    violating = {
        "waits for more": {WINDOW: 5},
        "hands over eleven": {BATCH: 11},
        "hands over one to a function that is not in the stack": {BATCH: 1, TO: ELSEWHERE},
        "hands over more than the function has time for": at_every(FUNCTION, {"timeout": 9}, function_name=DRAIN),
        "has a function of which nobody says how long": at_every(FUNCTION, {"timeout": None}, function_name=DRAIN),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        batch, function = resource.get(BATCH), function_of(resource, stack)
        limit = function.get("timeout") if function else None
        if whole(batch, 1) and not whole(limit, batch):
            yield f"hands over {batch} messages to a function that may run for {limit!r} seconds"
