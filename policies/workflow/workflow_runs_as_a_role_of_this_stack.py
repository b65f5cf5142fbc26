from policies.aws.asl import MACHINE
from policies.core import Severity, controls
from policies.core.kinds import Attributes, ReferenceTo


class WorkflowRunsAsARoleOfThisStack(Attributes):
    """The state machine runs as a role of this stack.

    What the workflow may do is judged on its role. A role from elsewhere is not in the file, so no policy judges what
    it allows, or who may change it.
    """

    id = "FRAUD_WORKFLOW_5"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports,)
    applies_to = (MACHINE,)
    required = {
        "role_arn": ReferenceTo("aws_iam_role", "arn", otherwise="runs as {value}, which is no role of this stack")
    }
    remediation = "Build the workflow with stacks.workflow.Workflow: it makes its own role."
    violating = {"runs as a role from elsewhere": {"role_arn": "administrator"}}
