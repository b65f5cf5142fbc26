from collections.abc import Iterator
from typing import Any

from policies.aws.asl import FUNCTION, INVOKE, MACHINE, at
from policies.aws.mappings import queues_of
from policies.aws.message_examples import handed_to_a_function
from policies.core import Policy, Resource, Severity, Stack
from policies.core.bounds import whole
from policies.core.examples import at_every, together
from policies.core.strict_json import Json
from policies.functions.shared.invocations import analysis, invocations
from policies.requirements import DRAIN

MEMORY, CALLED, HANDED = (1769, 3008), (1, 2), (20, 60)
# Of a batch that is asked for: until it has begun, and what it is at when its time is over.
BEYOND_MS = 2_000
_JUDGED = {"FunctionName": "${aws_lambda_function.drain.arn}", "Payload": {"within_ms": 1_000}}
JUDGE = {"Type": "Task", "Resource": INVOKE, "Parameters": _JUDGED}
ANALYZE = {"Type": "Task", "Resource": INVOKE, "Parameters": {"FunctionName": "${aws_lambda_function.example.arn}"}}


def _judging(**fields: Any) -> dict[str, Any]:
    return {"definition": {"States": {"JudgeBatch": fields}}}


def _given(within: int | None) -> dict[str, Any]:
    return _judging(Parameters={"Payload": {"within_ms": within}})


class FunctionStaysWithinItsTime(Policy):
    """Every Lambda function has a whole core, and ends before whoever calls it stops waiting.

    Below 1769 MB Lambda gives a part of a core, and an answer within a second is no longer safe; above 3008 MB new
    accounts deploy nothing. A function that may run as long as its task waits is still busy when it is tried again,
    and holds one of its ten executions. After two seconds, twice what is promised, no answer is of use. Nobody waits
    for one that is handed messages: a batch of ten payments of one card, each decided in a second, fits into it twice.
    Who asks it for a batch says how long to take.
    """

    id = "FRAUD_FUNCTION_9"
    severity = Severity.MEDIUM
    waivable = True
    applies_to = (FUNCTION,)
    claims = ("memory_size", "timeout")
    remediation = (
        "Set function_memory_mib to 1769-3008, function_timeout to 1-2 and a second below invocation_timeout, and "
        "drain_timeout to 20-60."
    )

    compliant = {"memory_size": 1769, "timeout": 2}
    given = {
        f"{MACHINE}.workflow": analysis(**ANALYZE, TimeoutSeconds=3),
        f"{MACHINE}.batches": _judging(**JUDGE, TimeoutSeconds=3),
        f"{FUNCTION}.quick": {"memory_size": 3008, "timeout": 1},
        **handed_to_a_function(),
        f"{FUNCTION}.drain": {"function_name": DRAIN, "memory_size": 1769, "timeout": 20},
    }
    violating = {
        "has a part of a core": {"memory_size": 1768},
        "has more than it can use": {"memory_size": 3009},
        "has Lambda's default memory": {"memory_size": None},
        "may run as long as the workflow waits": {"timeout": 3},
        "may run while the workflow tries again": at_every(MACHINE, analysis(TimeoutSeconds=2)),
        "has Lambda's default timeout": {"timeout": None},
        "has no time for a batch": at_every(FUNCTION, {"timeout": 19}, function_name=DRAIN),
        "may judge for longer than a batch waits": at_every(MACHINE, _given(6_001)),
        "is not told how long a batch waits": at_every(MACHINE, _given(None)),
        "has more than a minute for a batch": at_every(FUNCTION, {"timeout": 61}, function_name=DRAIN),
        "may run for longer than its answer is of use": together(
            {"timeout": 3}, at_every(MACHINE, analysis(TimeoutSeconds=9))
        ),
        "has its number as text": {"timeout": "2"},
        "has truth for its number": {"timeout": True},
        "is decided at deploy time": {"memory_size": "${var.memory}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        memory, timeout = resource.get("memory_size"), resource.get("timeout")
        if not whole(memory, *MEMORY):
            yield f"has {memory!r} MB of memory, not {MEMORY[0]} to {MEMORY[1]}"
        least, most = HANDED if queues_of(resource, stack) else CALLED
        if not whole(timeout, least, most):
            yield f"may run for {timeout!r} seconds, not {least} to {most}"
            return
        for name, task in invocations(resource, stack):
            waits = task.get("TimeoutSeconds")
            if (least, most) == HANDED:
                yield from _ends_before(name, at(task, "Parameters", "Payload", "within_ms"), waits)
            elif not whole(waits, timeout + 1):
                yield f"may run for {timeout} seconds, and {name} waits for {waits!r}"


def _ends_before(name: str, within: Json, waits: Json) -> Iterator[str]:
    """Who is handed batches has time for ten, and is told how much of that a caller waits for."""
    if not whole(within, 1_000) or not whole(waits, 1) or waits * 1_000 < within + BEYOND_MS:
        yield f"is given {within!r} ms by {name}, which waits for {waits!r} seconds, and not for two more than that"
