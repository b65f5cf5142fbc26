from collections.abc import Iterator

from policies.aws.mappings import FUNCTION, MAPPING, TO, function_of
from policies.aws.message_examples import ELSEWHERE
from policies.core import Resource, Severity, Stack, controls
from policies.core.bounds import whole
from policies.core.examples import at_every
from policies.core.kinds import Attributes, Between, Block
from policies.requirements import DRAIN

SCALING, MOST = "scaling_config", "maximum_concurrency"
RESERVED = "reserved_concurrent_executions"


class MappingUsesWhatItsFunctionReserves(Attributes):
    """Lambda hands over as many batches at a time as the function reserves executions, no more and no fewer.

    Without a bound Lambda takes what it cannot hand over: the function throttles it, each attempt counts, and payments
    that nobody looked at become dead letters. With a lower one reserved executions stand idle while payments wait.
    """

    id = "FRAUD_QUEUE_13"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_6.supports, controls.SOC_CC7_2.supports)
    applies_to = (MAPPING,)
    required = {
        # The bounds of AWS.
        SCALING: Block({MOST: Between(2, 1_000)}, otherwise="does not say how many batches it hands over at a time"),
    }
    remediation = "Pass reserved_concurrent_executions as the mapping's maximum concurrency in stacks/overflow.py."

    compliant = {SCALING: {MOST: 10}, TO: f"${{{FUNCTION}.drain.arn}}"}
    given = {f"{FUNCTION}.drain": {"function_name": DRAIN, RESERVED: 10}}
    violating = {
        "takes more than the function can": {SCALING: {MOST: 11}},
        "lets executions stand idle": {SCALING: {MOST: 9}},
        "lets all but two stand idle": {SCALING: {MOST: 2}},
        "hands over to a function that is not in the stack": {TO: ELSEWHERE},
        "has a function that reserves fewer": at_every(FUNCTION, {RESERVED: 5}, function_name=DRAIN),
        "has a function that reserves none": at_every(FUNCTION, {RESERVED: None}, function_name=DRAIN),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        most, function = resource.get(SCALING, MOST), function_of(resource, stack)
        reserved = function.get(RESERVED) if function else None
        if whole(most, 2) and most != reserved:
            yield f"hands over {most} batches at a time, and its function reserves {reserved!r} executions"
