from collections.abc import Iterator, Mapping

from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state, replace_in
from policies.workflow.shared.overflow import MAY_OVERFLOW
from policies.workflow.shared.plain_shape import TOP, every_state, plain

BRANCHES = ("ReadRequest", "Branches")


class WorkflowDefinitionHasAPlainShape(DefinitionPolicy):
    """The workflow is written in a small part of the States Language that the other policies can read.

    They judge, in JSONPath, the states of the top level and those in the branches of a Parallel state. They do not read
    a state nested in a Map or more deeply, a JSONata expression or a filter on a state's input. One JSONata expression
    is agreed, letter by letter: it keeps card numbers out of a queue.
    """

    id = "FRAUD_WORKFLOW_6"
    severity = Severity.CRITICAL
    remediation = (
        "Write the definition with plain Task, Choice, Pass, Fail and Parallel states, as stacks.definition does."
    )

    violating = {
        "is written in JSONata": {"definition": {"QueryLanguage": "JSONata"}},
        "queues what holds a card number": replace_in("MayOverflow", "Choices", 0, "Condition", value="{% true %}"),
        "waits": patch_state("IsValid", {"Type": "Wait"}),
        "filters what a task sees": patch_state("StoreTransaction", {"InputPath": "$.analysis"}),
        "is timed by the input": patch_state("AnalyzeTransaction", {"TimeoutSecondsPath": "$.amount"}),
        "repeats the first branch": replace_in(
            *BRANCHES, 1, value={"StartAt": "IsValid", "States": {"IsValid": {"Type": "Fail"}}}
        ),
        "nests more deeply": replace_in(*BRANCHES, 0, "States", "More", value={"Type": "Parallel", "Branches": []}),
        "calls as another role": patch_state("PublishEvent", {"Credentials": {"RoleArn.$": "$.role"}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        definition = resource.get("definition")
        if not isinstance(definition, Mapping) or not TOP.issuperset(definition):
            yield f"the definition is no JSON object of {', '.join(sorted(TOP))} only"
        names = [name for name, _, _ in every_state(definition)]
        for name, state, inner in every_state(definition):
            if not plain(state, inner=inner) and not (name == "MayOverflow" and same(state, MAY_OVERFLOW)):
                yield f"the state {name!r} has a type or a field that no policy reads"
            if names.count(name) > 1:
                yield f"{name!r} is the name of two states"
