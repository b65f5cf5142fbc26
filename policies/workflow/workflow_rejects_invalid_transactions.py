from collections.abc import Iterator

from policies.aws.asl import ANALYZER, VALIDATION, VALIDATOR, at, invoking, start, states
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.workflow.shared.answers import REJECTED, answers
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_in, patch_state, replace_in, retarget

LOW = {"Variable": "$.amount", "NumericLessThan": 10, "Next": "AnalyzeTransaction"}


class WorkflowRejectsInvalidTransactions(DefinitionPolicy):
    """The workflow begins with the validation, and goes on only with what the validator called valid.

    Everything behind it relies on the validator's answer: the amount's form, the token instead of a card number. What
    is not valid is told to the caller, and nothing else happens.
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
        found = states(resource)
        choice = found.get(str(at(found.get(start(resource)), "Next")), {})
        if start(resource) not in invoking(resource, stack, VALIDATOR):
            yield f"does not begin with {VALIDATOR}"
        rule = {"Variable": f"{VALIDATION}.valid", "BooleanEquals": True}
        for wanted in invoking(resource, stack, ANALYZER):
            if choice.get("Type") != "Choice" or not same(choice.get("Choices"), [{**rule, "Next": wanted}]):
                yield "does not choose after the validation, by its answer and nothing else"
        if not answers(found.get(str(choice.get("Default"))), REJECTED):
            yield "does not reject what is not valid"
