from collections.abc import Iterator

from policies.aws.asl import at, invoking, items, states
from policies.core import Resource, Severity, Stack
from policies.requirements import ANALYZER, VALIDATOR
from policies.workflow.shared.answers import REJECTED, answers
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_in, patch_state, replace_in, retarget
from policies.workflow.shared.example_faults import WRONG_CHOICES
from policies.workflow.shared.guards import ACCEPTED, REFUSED, asks
from policies.workflow.shared.paths import fallback, named
from policies.workflow.shared.reporters import first
from policies.workflow.shared.steps import steps

LOW = {"Variable": "$.amount", "NumericLessThan": 10}


class WorkflowRejectsInvalidTransactions(DefinitionPolicy):
    """A client's request is validated first, and the workflow goes on only with what the validator called valid.

    Every later state relies on what the validator has checked, such as the form of the amount. For an invalid
    transaction the caller gets the errors, and nothing else happens. An answer that is neither is a failed validation.
    """

    id = "FRAUD_WORKFLOW_16"
    severity = Severity.CRITICAL
    remediation = "Keep the choice after the validation as stacks.definition has it."

    violating = {
        "begins with the analysis": patch_state("IsOfAClient", {"Default": "AnalyzeTransaction"}),
        "skips the choice": retarget("ReadRequest", "AnalyzeTransaction"),
        **WRONG_CHOICES,
        "lets small amounts through": insert_in("IsValid", "Choices", item={**LOW, "Next": "AnalyzeTransaction"}),
        "lets small amounts through alone": insert_in("IsValid", "Choices", 0, "And", item=LOW),
        "takes what is invalid for a conflict": replace_in("IsValid", "Choices", 1, "Next", value="RefuseConflict"),
        "rejects what it did not understand": patch_state("IsValid", {"Default": "RejectTransaction"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        beginning = named(graph, first(resource))
        choice = named(graph, beginning.get("Next"))
        if first(resource) not in steps(resource, stack).validating:
            yield f"does not start with {VALIDATOR}"
        accepted, refused, *more = (*items(choice.get("Choices")), None, None)
        by_result = asks(accepted, ACCEPTED) and asks(refused, REFUSED)
        if choice.get("Type") != "Choice" or more != [None, None] or not by_result:
            yield "does not choose after the validation by its whole result, and by nothing else"
        analyzes = at(accepted, "Next") in invoking(resource, stack, ANALYZER)
        if not analyzes or not answers(named(graph, at(refused, "Next")), REJECTED):
            yield "does not analyze a valid transaction, and reject an invalid one"
        if choice.get("Default") != fallback(beginning):
            yield "does not take an answer that is neither for a validation that failed"
