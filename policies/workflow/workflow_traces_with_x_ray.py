from policies.aws.asl import MACHINE
from policies.core import Severity
from policies.core.kinds import Attributes, Block, Exactly

OFF = "X-Ray tracing is off"


class WorkflowTracesWithXRay(Attributes):
    """The state machine sends traces to X-Ray.

    A decision is due in under a second. When it takes longer, the trace shows which state took the time; without it the
    traces of the functions are not connected.
    """

    id = "FRAUD_WORKFLOW_4"
    severity = Severity.MEDIUM
    applies_to = (MACHINE,)
    required = {"tracing_configuration": Block({"enabled": Exactly(True, otherwise=OFF)}, otherwise=OFF)}
    remediation = "Set tracing_configuration to enabled, as stacks.workflow.Workflow does."
    violating = {"has one more setting": {"tracing_configuration": {"sampling": 0}}}
