from collections.abc import Iterator

from policies.aws.asl import ANALYSIS, STORED, TRANSACTION, VALIDATION, branches, start, states
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.answers_read import TEXT, reads
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import (
    VALIDATING,
    forget_check,
    patch_parameters,
    remove_in,
    replace_in,
    retarget,
    retarget_catch,
)
from policies.workflow.shared.known_paths import known_at, unjoined
from policies.workflow.shared.learned import asked_blindly, strength

IDS = ("ReadRequest", "Branches", 1, "States", "HasIds")
# Each execution has a name.
GIVEN = {"$$.Execution.Name": TEXT}
CARD = {"Variable": "$.request.card_token", "IsPresent": True}
UNSEEN = {"transaction_id.$": "$$.Execution.Input.transaction_id"}
NUMBER = {"Variable": f"{TRANSACTION}.amount_text", "IsNumeric": True}
MODEL = {"Variable": f"{ANALYSIS}.model", "IsNumeric": True}


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
        "keeps an analysis that nobody made": retarget_catch("ReadAccepted", "KeepUnstored"),
        "does not ask for the digest": forget_check("IsValid", f"{VALIDATION}.digest"),
        "asks what is not there for its type": forget_check("IsAnalyzed", f"{ANALYSIS}.model", "IsPresent"),
        "stores what may be no text": forget_check("IsAnalyzed", f"{ANALYSIS}.history.next"),
        "publishes a score of any type": forget_check("IsAnalyzed", f"{ANALYSIS}.score", "IsNumeric"),
        "stores a number that is none as it is written": replace_in("IsValid", "Choices", 0, "And", 7, value=NUMBER),
        "stores what is no text as a text": replace_in("IsAnalyzed", "Choices", 0, "And", 14, value=MODEL),
        "makes up a number where a text is stored": replace_in(
            "ReviewInstead", "Parameters", "Payload", "score_text", value=0
        ),
        "stores a receipt that is no text": replace_in(
            "ReadRequest", "Parameters", "receipt.$", value="States.Array($)"
        ),
        "compares with what may not be there": replace_in(
            "WasAccepted", "Choices", 0, "And", 1, "StringEqualsPath", value="$.request.receipt"
        ),
        "makes a key of what may be no text": replace_in(*IDS, "Choices", 1, "And", value=[CARD]),
        "goes on with what a branch may not have": replace_in(
            "ReadRequest", "ResultSelector", "history.$", value="$[1].ids"
        ),
        "reads a list as an object": remove_in("ReadRequest", "ResultSelector"),
        "goes on with a branch that has no end": remove_in(*VALIDATING, "End"),
        "reads a field that nobody checks": patch_parameters("Done", {"risk.$": f"{ANALYSIS}.risk"}),
        "reads what the caller may leave out": patch_parameters("KeepUnvalidated", {"MessageBody": UNSEEN}),
        "resumes a marker that is not whole": forget_check("WasStoredMeanwhile", f"{STORED}.alert.S"),
        "answers as before where nothing was": replace_in(
            "WasResumed", "Choices", 0, "And", value=[{"Variable": "$.stored", "IsPresent": True}]
        ),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        inner = {name: state for each in graph.values() for branch in branches(each) for name, state in branch.items()}
        for name, known in known_at(graph, start(resource), GIVEN).items():
            state = graph.get(name) or inner[name]
            unknown = {*asked_blindly(state, known), *unjoined(state, known)}
            unknown |= {path for path, least in reads(state) if strength(known, path) < least}
            for path in sorted(unknown):
                yield f"the state {name} reads {path}, which not every way there has checked"
