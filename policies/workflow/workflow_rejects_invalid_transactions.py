from collections.abc import Iterator

from policies.aws.asl import VALIDATION, at, invoking, start, states
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.requirements import ANALYZER, VALIDATOR
from policies.workflow.shared.answers import REJECTED, answers
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_in, patch_state, replace_in, retarget

LOW = {"Variable": "$.amount", "NumericLessThan": 10, "Next": "AnalyzeTransaction"}


class WorkflowRejectsInvalidTransactions(DefinitionPolicy):
    """The workflow begins with the validation, and goes on only with what the validator called valid.

    Every later state relies on what the validator has checked, such as the form of the amount, or a token instead of a
    card number. For an invalid transaction the caller gets the errors, and nothing else happens.
    """

    id = "FRAUD_WORKFLOW_16"
    severity = Severity.CRITICAL
    remediation = "Keep the choice after the validation as stacks.definition has it."

    violating = {
        "begins with the analysis": {"definition": {"StartAt": "AnalyzeTransaction"}},
        "skips the choice": retarget("ValidateTransaction", "AnalyzeTransaction"),
        "goes on in any case": patch_state("IsValid", {"Default": "AnalyzeTransaction"}),
        "asks for the contrary": replace_in("IsValid", "Choices", 0, "BooleanEquals", value=False),
        "asks the caller": replace_in("IsValid", "Choices", 0, "Variable", value="$.valid"),
        "lets small amounts through": insert_in("IsValid", "Choices", item=LOW),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        choice = graph.get(str(at(graph.get(start(resource)), "Next")), {})
        if start(resource) not in invoking(resource, stack, VALIDATOR):
            yield f"does not start with {VALIDATOR}"
        valid = {"Variable": f"{VALIDATION}.valid", "BooleanEquals": True}
        for analysis in invoking(resource, stack, ANALYZER):
            if choice.get("Type") != "Choice" or not same(choice.get("Choices"), [{**valid, "Next": analysis}]):
                yield "does not choose after the validation by its result alone"
        if not answers(graph.get(str(choice.get("Default"))), REJECTED):
            yield "does not reject an invalid transaction"
