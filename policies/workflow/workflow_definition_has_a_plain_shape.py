from collections.abc import Iterator, Mapping

from policies.aws.asl import at
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state

TOP = {"Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds"}
TYPES = {
    "Task": {"Resource", "Parameters", "ResultSelector", "ResultPath", "TimeoutSeconds", "Retry", "Catch", "Next"},
    "Choice": {"Choices", "Default"},
    "Pass": {"Parameters", "Result", "ResultPath", "Next", "End"},
    "Fail": {"Error", "Cause"},
}


class WorkflowDefinitionHasAPlainShape(DefinitionPolicy):
    """The workflow is written in a small part of the States Language that the other policies can read.

    They judge the states of the top level, in JSONPath. They do not read a state nested in a Map or a Parallel, a
    JSONata expression or a filter on a state's input.
    """

    id = "FRAUD_WORKFLOW_6"
    severity = Severity.CRITICAL
    remediation = "Write the definition with Task, Choice, Pass and Fail states only, as stacks.definition does."

    violating = {
        "is written in JSONata": {"definition": {"QueryLanguage": "JSONata"}},
        "waits": patch_state("IsValid", {"Type": "Wait"}),
        "filters what a task sees": patch_state("StoreTransaction", {"InputPath": "$.analysis"}),
        "is timed by the input": patch_state("AnalyzeTransaction", {"TimeoutSecondsPath": "$.amount"}),
        "calls as another role": patch_state("PublishEvent", {"Credentials": {"RoleArn.$": "$.role"}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        definition = resource.get("definition")
        if not isinstance(definition, Mapping) or not TOP.issuperset(definition):
            yield f"the definition is no JSON object of {', '.join(sorted(TOP))} only"
        if at(definition, "QueryLanguage") not in (None, "JSONPath"):
            yield "the query language is not JSONPath"
        states = at(definition, "States")
        for name, state in states.items() if isinstance(states, Mapping) else ():
            fields = state.keys() if isinstance(state, Mapping) else {"no object"}
            known = TYPES.get(str(at(state, "Type")))
            if known is None or not fields <= known | {"Type", "Comment"}:
                yield f"the state {name!r} has a type or a field that no policy reads"
