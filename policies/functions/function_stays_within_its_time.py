from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack

MEMORY = range(1769, 3009)
TIMEOUT = range(1, 3)


class FunctionStaysWithinItsTime(Policy):
    """Every Lambda function has a whole core, and ends before the workflow stops waiting for it.

    Below 1769 MB Lambda gives a part of a core, and an answer within a second is no longer safe; above 3008 MB new
    accounts deploy nothing. The workflow waits three seconds for a task: a function that may run as long is still
    busy when it is tried again, and holds one of its ten executions, so it gets two.
    """

    id = "FRAUD_FUNCTION_9"
    severity = Severity.MEDIUM
    applies_to = ("aws_lambda_function",)
    claims = ("memory_size", "timeout")
    remediation = "Set function_memory_mib to 1769-3008 and function_timeout to 1-2 seconds in stacks/settings.py."

    compliant = {"memory_size": 1769, "timeout": 2}
    violating = {
        "has a part of a core": {"memory_size": 1768},
        "has more than it can use": {"memory_size": 3009},
        "has Lambda's default memory": {"memory_size": None},
        "may run as long as the workflow waits": {"timeout": 3},
        "has Lambda's default timeout": {"timeout": None},
        "has its number as text": {"timeout": "2"},
        "is decided at deploy time": {"memory_size": "${var.memory}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        memory, timeout = resource.get("memory_size"), resource.get("timeout")
        if memory not in MEMORY:
            yield f"has {memory!r} MB of memory, not {MEMORY[0]} to {MEMORY[-1]}"
        if timeout not in TIMEOUT:
            yield f"may run for {timeout!r} seconds, not {TIMEOUT[0]} to {TIMEOUT[-1]}"
