from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from policies.aws.dependencies import graph
from policies.core import Policy, Resource, Severity, Stack
from policies.core.known_stacks import KNOWN_STACKS
from policies.file.shared.edits import circle


class FileHasNoDependencyCycle(Policy):
    """Nothing refers to itself or waits for itself, by whatever detour.

    Terraform makes things in order and refuses a cycle: a file with one is never deployed, and what was judged to
    be in place is not.
    """

    id = "FRAUD_FILE_42"
    severity = Severity.LOW
    stacks = KNOWN_STACKS
    applies_to = ("terraform",)
    remediation = "Name one of the resources by its ARN as text, as stacks/document.py does, or drop the depends_on."

    compliant = {"required_providers": {"aws": {"source": "aws"}}}
    given = {
        "aws_sns_topic.alerts": {"name": "alerts"},
        "aws_dynamodb_table.table": {"name": "transactions"},
        "aws_kms_key.key": {},
    }
    violating = {
        "has a table that refers to itself": circle("aws_dynamodb_table", by_waiting=False),
        "has a key that waits for itself": circle("aws_kms_key", by_waiting=True),
        "has a topic that waits for itself": circle("aws_sns_topic", by_waiting=True),
        "has two that refer to each other": circle("aws_sns_topic", "aws_dynamodb_table", by_waiting=False),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        try:
            TopologicalSorter(stack.once(graph)).prepare()
        except CycleError as error:
            yield f"has a dependency cycle: {', '.join(map(str, error.args[1]))}"
