from collections.abc import Iterator, Mapping

from policies.aws.asl import ANALYSIS, HISTORY, INVOKE, TRANSACTION, calling, invoking, without
from policies.core import Resource, Severity, Stack
from policies.core.examples import Values
from policies.requirements import ANALYZER, NOTIFIER, VALIDATOR
from policies.workflow.shared.alert_code import CODE
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import VALIDATING, patch_parameters, patch_state, replace_in

FUNCTION = "${aws_lambda_function.validator.arn}"
ATTEMPTS = {"earlier_attempts.$": "$$.State.RetryCount"}
PAYLOADS: Mapping[str, Values] = {
    VALIDATOR: {"Payload.$": "$.request"},
    ANALYZER: {"Payload": {"transaction.$": TRANSACTION, "history.$": HISTORY}},
    NOTIFIER: {"Payload": {"transaction.$": TRANSACTION, "analysis.$": ANALYSIS, "code.$": CODE, **ATTEMPTS}},
}
# Where the card's history has changed meanwhile, the transaction is analyzed once more.
TIMES = {VALIDATOR: 1, ANALYZER: 2, NOTIFIER: 1}


class WorkflowInvokesEachFunction(DefinitionPolicy):
    """The workflow invokes its three functions, each with what it is to judge, and waits for the answer.

    Another function, another version of ours or a constant payload would decide about every transaction. An
    asynchronous call returns at once and decides about none. The notifier is told how often it was tried before.
    """

    id = "FRAUD_WORKFLOW_15"
    severity = Severity.CRITICAL
    remediation = "Invoke each function by its ARN and with its payload, as stacks.definition does."

    violating = {
        "invokes another function": patch_parameters("AnalyzeTransaction", {"FunctionName": "another"}),
        "validates a constant": replace_in(*VALIDATING, "Parameters", value={"FunctionName": FUNCTION, "Payload": {}}),
        "forgets the history": patch_parameters("AnalyzeTransactionAgain", {"Payload": {"history.$": None}}),
        "analyzes what was not validated": patch_parameters("AnalyzeTransaction", {"Payload": {"transaction.$": "$"}}),
        "does not say that it tries again": patch_parameters("SendNotification", {"Payload": dict.fromkeys(ATTEMPTS)}),
        "does not wait": patch_parameters("SendNotification", {"InvocationType": "Event"}),
        "invokes none": patch_state("SendNotification", {"Parameters": None}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, payload in PAYLOADS.items():
            tasks = tuple(invoking(resource, stack, name).values())
            if len(tasks) != TIMES[name]:
                yield f"invokes {name} in {len(tasks)} tasks, not in {TIMES[name]}"
            for task in tasks:
                parameters = task.get("Parameters")
                if not isinstance(parameters, Mapping) or without(parameters, "FunctionName") != payload:
                    yield f"does not pass to {name} exactly the payload that it judges"
        if len(calling(resource, INVOKE)) != sum(TIMES.values()):
            yield f"invokes functions in {len(calling(resource, INVOKE))} tasks, not in {sum(TIMES.values())}"
