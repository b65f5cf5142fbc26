from collections.abc import Iterator

from policies.aws.asl import ANALYSIS, STORED, VALIDATION, start, states
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.answers_read import reads
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import forget_check, patch_parameters, replace_in, retarget
from policies.workflow.shared.known_paths import known_at
from policies.workflow.shared.learned import asked_blindly, strength

UNSEEN = {"transaction_id.$": "$$.Execution.Input.transaction_id"}


class WorkflowReadsOnlyWhatItHasChecked(DefinitionPolicy):
    """Whatever a state reads of an answer, a choice has checked on every way that leads there.

    A path that leads nowhere, or a number where a text must be written, ends an execution with States.Runtime. No
    catcher catches that: the transaction would be neither stored nor kept. A function may answer anything, such as null
    after a careless change, and a marker may be older than the code that reads it.
    """

    id = "FRAUD_WORKFLOW_35"
    severity = Severity.CRITICAL
    remediation = "Check the path with stacks.checks, in the choice after the task whose answer it is read of."

    violating = {
        "trusts the analysis": retarget("AnalyzeTransaction", "StoreTransaction"),
        "does not ask for the digest": forget_check("IsValid", f"{VALIDATION}.digest"),
        "asks what is not there for its type": forget_check("IsAnalyzed", f"{ANALYSIS}.model", "IsPresent"),
        "stores what may be no text": forget_check("IsAnalyzed", f"{ANALYSIS}.score_text"),
        "reads a field that nobody checks": patch_parameters("Done", {"risk.$": f"{ANALYSIS}.risk"}),
        "reads what the caller may leave out": patch_parameters("KeepUnvalidated", {"MessageBody": UNSEEN}),
        "resumes a marker that is not whole": forget_check("WasStoredMeanwhile", f"{STORED}.model.S"),
        "answers as before where nothing was": replace_in(
            "WasResumed", "Choices", 0, "And", value=[{"Variable": "$.stored", "IsPresent": True}]
        ),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        for name, known in known_at(graph, start(resource)).items():
            blind = {*asked_blindly(graph[name], known)}
            for path in sorted(blind | {path for path, least in reads(graph[name]) if strength(known, path) < least}):
                yield f"the state {name} reads {path}, which not every way there has checked"
