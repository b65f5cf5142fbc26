from collections.abc import Iterator

from policies.aws.asl import SETTLE, at, calling, items, states
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.answers import DECIDED, REPEATED, answers
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state, remove_in, replace_in, retarget, retarget_catch
from policies.workflow.shared.guards import RESUMED_BEFORE, asks
from policies.workflow.shared.overflowing import beyond_taking
from policies.workflow.shared.paths import entering, fallback, named
from policies.workflow.shared.state_edits import replace_state


class WorkflowAnswersOnceItHasSettled(DefinitionPolicy):
    """After settling comes the answer: the stored decision where one was resumed, and else, once counted, the new one.

    When settling fails the answer is the same. Event and notification are sent by then, and a later repetition only
    sends them again; an error would make the caller doubt a decision that stands.
    """

    id = "FRAUD_WORKFLOW_34"
    severity = Severity.HIGH
    remediation = "Answer after SettleTransaction, by the choice WasResumed, as stacks.settlement does."

    violating = {
        "answers the first time as a repetition": patch_state("WasResumed", {"Default": "RepeatStoredDecision"}),
        "answers a repetition as the first": retarget("SettleTransaction", "Done"),
        "asks the caller": replace_in("WasResumed", "Choices", 0, "And", 0, "Variable", value="$.timestamp"),
        "answers the first time without a count": patch_state("WasResumed", {"Default": "Done"}),
        "answers a repeated approval as the first": remove_in("WasResumed", "Choices", 0, "And", 2, "Or", 0),
        "takes the decision back": retarget_catch("SettleTransaction", "TransactionNotSettled"),
        "answers before it settles": retarget("KeepUnsent", "WasResumed"),
        "answers an alerted repetition as the first": retarget("SettleAlerted", "Done"),
        "has one answer for both": replace_state("Done", by="RepeatStoredDecision"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        for name, state in calling(resource, SETTLE).items():
            following = str(state.get("Next"))
            choice = named(graph, following)
            rule, *more = (*items(choice.get("Choices")), None)
            counted = named(graph, choice.get("Default"))
            again = named(graph, at(rule, "Next"))
            first = graph.get(beyond_taking(graph, str(counted.get("Default"))))
            resumed = more == [None] and asks(rule, RESUMED_BEFORE)
            if not resumed or not answers(again, REPEATED) or not answers(first, DECIDED):
                yield f"does not answer after {name} with the stored decision if one was resumed, and else the new one"
            if fallback(state) != following:
                yield f"does not answer after a failure of {name} as after its success"
            if {*entering(graph, following)} != {*calling(resource, SETTLE)}:
                yield f"reaches the answer after {name} from another state too"
