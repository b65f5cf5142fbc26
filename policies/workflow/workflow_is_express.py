from collections.abc import Iterator

from policies.aws.asl import MACHINE
from policies.core import Policy, Resource, Severity, Stack
from policies.workflow.shared.example import BESIDE, EXAMPLE


class WorkflowIsExpress(Policy):
    """The state machine is of type EXPRESS.

    The caller waits for the decision, and only Express workflows can be started synchronously. Standard ones also
    refill at 300 starts a second in us-east-1, Express ones at 6,000.
    """

    id = "FRAUD_WORKFLOW_1"
    severity = Severity.HIGH
    applies_to = (MACHINE,)
    claims = ("type",)
    remediation = "Build the workflow with stacks.workflow.Workflow, which sets type EXPRESS."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "is a standard workflow": {"type": "STANDARD"},
        "leaves the type to AWS": {"type": None},
        "is spelled otherwise": {"type": "Express"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("type") != "EXPRESS":
            yield f"is of type {resource.get('type')!r}, not EXPRESS"
