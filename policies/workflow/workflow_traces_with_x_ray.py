from collections.abc import Iterator

from policies.aws.asl import MACHINE
from policies.core import Policy, Resource, Severity, Stack
from policies.workflow.shared.example import BESIDE, EXAMPLE


class WorkflowTracesWithXRay(Policy):
    """The state machine sends traces to X-Ray.

    A decision must be there in under a second. When it is not, the trace says which state took the time; without
    it, the functions' traces are islands.
    """

    id = "FRAUD_WORKFLOW_4"
    severity = Severity.MEDIUM
    applies_to = (MACHINE,)
    claims = ("tracing_configuration",)
    remediation = "Set tracing_configuration to enabled, as stacks.workflow.Workflow does."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "is not traced": {"tracing_configuration": {"enabled": False}},
        "says nothing of tracing": {"tracing_configuration": None},
        "says yes as a string": {"tracing_configuration": {"enabled": "true"}},
        "has one more setting": {"tracing_configuration": {"sampling": 0}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        found = resource.blocks("tracing_configuration")
        if len(found) != 1 or found[0].keys() != {"enabled"} or found[0]["enabled"] is not True:
            yield "does not send traces to X-Ray"
