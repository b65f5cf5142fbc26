from policies.aws.asl import MACHINE
from policies.core import Severity
from policies.core.kinds import Attributes, Exactly


class WorkflowIsExpress(Attributes):
    """The state machine is of type EXPRESS.

    The caller waits for the decision, and only Express workflows can be started synchronously. They may
    also start 6,000 executions a second, and Standard workflows 300 at the most, by AWS's quotas.
    """

    id = "FRAUD_WORKFLOW_1"
    severity = Severity.HIGH
    applies_to = (MACHINE,)
    required = {"type": Exactly("EXPRESS", otherwise="is of type {value}, not EXPRESS")}
    remediation = "Build the workflow with stacks.workflow.Workflow, which sets type EXPRESS."
    violating = {"is a standard workflow": {"type": "STANDARD"}, "is spelled otherwise": {"type": "Express"}}
