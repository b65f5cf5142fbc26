from collections.abc import Iterator

from policies.aws.asl import answering, at, start, states, steps
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import replace_in, retarget, retarget_catch
from policies.workflow.shared.paths import failing, lacking, reached
from policies.workflow.shared.resumption import resuming


class WorkflowRunsItsStepsInOrder(DefinitionPolicy):
    """On every path of the workflow: validate, then analyze, then store, publish, notify, settle and answer.

    Each step is found by what it calls, and taken away in turn: what comes after it must then be out of reach. So there
    is no way, through errors or choices, to an analysis of what is not valid or to a decision that is not stored.
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
        found, told, way = states(resource), answering(resource, "decided"), steps(resource, stack)
        first = {name: state for name, state in told.items() if at(state, "Parameters", "duplicate") is not True}
        cuts = (
            ("being valid", failing(found, way.validating), {**way.analyzing, **way.writing, **told}),
            ("the analysis", lacking(found, way.analyzing), {**way.writing, **told}),
            ("the write", lacking(found, way.writing), {**way.publishing, **told}),
            ("being stored", failing(lacking(found, resuming(found)), way.writing), {**way.publishing, **first}),
            ("the event", lacking(found, way.publishing), {**way.notifying, **way.settling, **first}),
            ("being settled", lacking(found, way.settling), first),
        )
        for step, graph, later in cuts:
            for name in sorted(reached(graph, start(resource)) & later.keys()):
                yield f"comes to {name} without {step}"
