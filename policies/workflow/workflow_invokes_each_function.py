from collections.abc import Iterator, Mapping

from policies.aws.asl import ANALYSIS, INVOKE, TRANSACTION, calling, invoking
from policies.core import Resource, Severity, Stack
from policies.core.examples import Values
from policies.requirements import ANALYZER, NOTIFIER, VALIDATOR
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_parameters, patch_state

ATTEMPTS = {"earlier_attempts.$": "$$.State.RetryCount"}
PAYLOADS: Mapping[str, Values] = {
    VALIDATOR: {"Payload.$": "$"},
    ANALYZER: {"Payload": {"transaction.$": TRANSACTION}},
    NOTIFIER: {"Payload": {"transaction.$": TRANSACTION, "analysis.$": ANALYSIS, **ATTEMPTS}},
}


class WorkflowInvokesEachFunction(DefinitionPolicy):
    """The workflow invokes the stack's three functions, each once, with what it is to judge, and waits for the answer.

    Another function, another version of ours or a constant payload would decide about every transaction. An
    asynchronous call returns at once and decides about none. The notifier is told how often it was tried before.
    """

    id = "FRAUD_WORKFLOW_15"
    severity = Severity.CRITICAL
    remediation = "Invoke each function by its ARN and with its payload, as stacks.definition does."

    violating = {
        "invokes another function": patch_parameters("AnalyzeTransaction", {"FunctionName": "another"}),
        "validates a constant": patch_parameters("ValidateTransaction", {"Payload.$": None, "Payload": {}}),
        "analyzes what was not validated": patch_parameters("AnalyzeTransaction", {"Payload": {"transaction.$": "$"}}),
        "does not say that it tries again": patch_parameters("SendNotification", {"Payload": dict.fromkeys(ATTEMPTS)}),
        "does not wait": patch_parameters("SendNotification", {"InvocationType": "Event"}),
        "invokes none": patch_state("SendNotification", {"Parameters": None}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, payload in PAYLOADS.items():
            tasks = tuple(invoking(resource, stack, name).values())
            parameters = tasks[0].get("Parameters") if len(tasks) == 1 else None
            if not isinstance(parameters, Mapping):
                yield f"invokes {name} in {len(tasks)} tasks, not in one"
            elif {key: value for key, value in parameters.items() if key != "FunctionName"} != payload:
                yield f"does not pass to {name} exactly the payload that it judges"
        if len(calling(resource, INVOKE)) != len(PAYLOADS):
            yield f"invokes functions in {len(calling(resource, INVOKE))} tasks, not in {len(PAYLOADS)}"
