from collections.abc import Iterator

from policies.aws.asl import states
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.answers import ANSWERS, answers
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_parameters, patch_state, replace_in
from policies.workflow.shared.state_edits import answer_elsewhere, replace_state


class WorkflowAnswersWhatWasDecided(DefinitionPolicy):
    """The workflow ends with one of seven answers, made of what was decided, or as failed.

    The caller accepts or refuses a payment by this answer. A constant in it would be an approval that nobody gave.
    """

    id = "FRAUD_WORKFLOW_26"
    severity = Severity.CRITICAL
    remediation = "Answer with the states of stacks.definition."

    violating = {
        "always approves": patch_parameters("Done", {"decision.$": None, "decision": "approve"}),
        "approves what is repeated": patch_parameters(
            "RepeatStoredDecision", {"decision.$": None, "decision": "approve"}
        ),
        "takes a conflict for a decision": patch_parameters("RefuseConflict", {"status": "decided"}),
        "hides the answer": patch_state("Done", {"ResultPath": "$.answer"}),
        "denies by a number": replace_in("Done", "Parameters", "duplicate", value=0),
        "ends with a task": patch_state("KeepUnsent", {"Next": None, "End": True}),
        "refuses a conflict in two places": answer_elsewhere("WasStoredBefore", "RefuseConflict"),
        "answers the first time as a repetition": replace_state("Done", by="RepeatStoredDecision"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        for name, state in graph.items():
            if "End" in state and not any(answers(state, answer) for answer in ANSWERS.values()):
                yield f"the state {name} ends the workflow with none of the seven answers, or with more"
        for status, answer in ANSWERS.items():
            ends = [name for name, state in graph.items() if answers(state, answer)]
            if len(ends) != 1:
                yield f"answers {status!r} in {len(ends)} states, not in one"
