from collections.abc import Iterator

from policies.vocabulary.definition_policy import DefinitionPolicy
from policies.vocabulary.policy import Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack
from policies.vocabulary.workflow import ANALYSIS, STORED, TRANSACTION, VALIDATION, states
from policies.vocabulary.workflow_edits import parameters, patch_state

DECIDED = {"status": "decided", "transaction_id.$": f"{TRANSACTION}.transaction_id"}
FIRST = {f"{name}.$": f"{ANALYSIS}.{name}" for name in ("decision", "score", "reasons")}
SCORE, REASONS = (f"States.StringToJson({STORED}.{name})" for name in ("score.N", "reasons.S"))
AGAIN = {"decision.$": f"{STORED}.decision.S", "score.$": SCORE, "reasons.$": REASONS}
ANSWERS = (
    {"status": "rejected", "errors.$": f"{VALIDATION}.errors"},
    {"status": "conflict"},
    {**DECIDED, **FIRST, "duplicate": False},
    {**DECIDED, **AGAIN, "duplicate": True},
)


class WorkflowAnswersWhatWasDecided(DefinitionPolicy):
    """The workflow ends with one of four answers, made of what was decided, or as failed.

    The caller takes or refuses a payment by it. A constant in it would be an approval that nobody gave.
    """

    id = "FRAUD_WORKFLOW_26"
    severity = Severity.CRITICAL
    remediation = "Answer with the states of stacks.definition."

    violating = {
        "always approves": parameters("Done", {"decision.$": None, "decision": "approve"}),
        "approves what is repeated": parameters("RepeatStoredDecision", {"decision.$": None, "decision": "approve"}),
        "takes a conflict for a decision": parameters("RefuseConflict", {"status": "decided"}),
        "hides the answer": patch_state("Done", {"ResultPath": "$.answer"}),
        "ends with a task": patch_state("KeepUnsent", {"Next": None, "End": True}),
    }
    also = {
        "takes a conflict for a decision": ("FRAUD_WORKFLOW_19", "FRAUD_WORKFLOW_25"),
        "ends with a task": ("FRAUD_WORKFLOW_6", "FRAUD_WORKFLOW_24"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, state in states(resource).items():
            answer = state.get("Parameters")
            if "End" in state and state != {"Type": "Pass", "Parameters": answer, "End": True}:
                yield f"ends at {name} with more than an answer"
            elif "End" in state and answer not in ANSWERS:
                yield f"ends at {name} with an answer that is none of the four"
