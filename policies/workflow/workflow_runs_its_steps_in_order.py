from collections.abc import Iterator

from policies.aws.asl import answering, at, start, states
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import replace_in, retarget, retarget_catch
from policies.workflow.shared.overflowing import without_overflow
from policies.workflow.shared.paths import failing, lacking, reached
from policies.workflow.shared.resumption import resuming
from policies.workflow.shared.steps import steps


class WorkflowRunsItsStepsInOrder(DefinitionPolicy):
    """On every path of the workflow: validate, then analyze, then store, publish, notify, settle and answer.

    Each step is found by what it calls, and removed in turn: the steps after it must then be unreachable. So no path
    through errors or choices leads to the analysis of an invalid transaction, or to a decision that is not stored.
    """

    id = "FRAUD_WORKFLOW_25"
    severity = Severity.CRITICAL
    remediation = "Restore the order of stacks.definition."

    violating = {
        "stores what was not analyzed": replace_in("IsValid", "Choices", 0, "Next", value="StoreTransaction"),
        "publishes what was not stored": retarget_catch("StoreTransaction", "PublishEvent"),
        "decides without settling": retarget("SendNotification", "Done"),
        "analyzes what nobody could validate": retarget("KeepUnvalidated", "AnalyzeTransaction"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph, answers, tasks = states(resource), answering(resource, "decided"), steps(resource, stack)
        # What the drain brings was validated and analyzed: workflow_queues_what_is_throttled.
        others = without_overflow(graph)
        first = {name: state for name, state in answers.items() if at(state, "Parameters", "duplicate") is not True}
        cuts = (
            ("validation", failing(others, tasks.validating), {**tasks.analyzing, **tasks.writing, **answers}),
            ("analysis", lacking(others, tasks.analyzing), {**tasks.writing, **answers}),
            ("the write", lacking(others, tasks.writing), {**tasks.publishing, **answers}),
            ("a stored row", failing(lacking(graph, resuming(graph)), tasks.writing), {**tasks.publishing, **first}),
            ("the event", lacking(graph, tasks.publishing), {**tasks.notifying, **tasks.settling, **first}),
            ("settling", lacking(graph, tasks.settling), first),
        )
        for step, rest, later in cuts:
            for name in sorted(reached(rest, start(resource)) & later.keys()):
                yield f"reaches {name} without {step}"
