from collections.abc import Iterator

from policies.aws.asl import MACHINE
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.workflow.shared.example import BESIDE, EXAMPLE


class WorkflowRunsAsARoleOfThisStack(Policy):
    """The state machine runs as a role of this stack.

    What the workflow may do is judged on its role. A foreign role is not in the file, so nobody has judged what it
    allows, nor who may change it.
    """

    id = "FRAUD_WORKFLOW_5"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports,)
    applies_to = (MACHINE,)
    claims = ("role_arn",)
    remediation = "Build the workflow with stacks.workflow.Workflow: it makes its own role."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "runs as a foreign role": {"role_arn": "administrator"},
        "has no role": {"role_arn": None},
        "is decided at deploy time": {"role_arn": "${var.role}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        role = stack.resolve(resource.get("role_arn"), "arn")
        if role is None or role.type != "aws_iam_role":
            yield "does not run as a role of this stack"
