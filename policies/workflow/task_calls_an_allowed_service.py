from collections.abc import Iterator

from policies.aws.asl import COUNT, INVOKE, KEEP, PUBLISH, READ, REMEMBER, SETTLE, TAKE, WRITE, calling, tasks
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state

UNCHECKED = "arn:aws:states:::aws-sdk:eventbridge:putEvents"
ALLOWED = (INVOKE, WRITE, READ, PUBLISH, KEEP, SETTLE, REMEMBER, COUNT, TAKE)


class TaskCallsAnAllowedService(DefinitionPolicy):
    """The workflow calls nine actions of services and no other, each in the plain way that ends with the answer.

    Waiting for a token or a job has no place in a synchronous workflow. A call to an address elsewhere could send a
    transaction anywhere. An AWS SDK call of EventBridge reports success though events were refused.
    """

    id = "FRAUD_WORKFLOW_14"
    severity = Severity.CRITICAL
    remediation = (
        "Call functions, tables, bus and queue as stacks.definition does; a new service belongs, with a reason, into "
        "policies/workflow/task_calls_an_allowed_service.py."
    )

    violating = {
        "waits for a token": patch_state("AnalyzeTransaction", {"Resource": f"{INVOKE}.waitForTaskToken"}),
        "calls an address elsewhere": patch_state("SendNotification", {"Resource": "arn:aws:states:::http:invoke"}),
        "does not notice refused events": patch_state("PublishEvent", {"Resource": UNCHECKED}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, state in tasks(resource).items():
            service = state.get("Resource")
            if service not in ALLOWED:
                yield f"the task {name} calls {service!r}, which is none of {', '.join(ALLOWED)}"
        yield from (f"never calls {service}" for service in ALLOWED if not calling(resource, service))
