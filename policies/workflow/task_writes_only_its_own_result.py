from collections.abc import Iterator

from policies.aws.asl import HISTORY, READ, REMEMBER, calling, invoking, tasks
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.requirements import ANALYZER, VALIDATOR
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state, remove_in, replace_in
from policies.workflow.shared.history_faults import WRONG_RESULTS
from policies.workflow.shared.reviews import TOKEN

ANSWER = {"Payload.$": "$.Payload"}


class TaskWritesOnlyItsOwnResult(DefinitionPolicy):
    """Validation, analysis and reads write their results to places of their own, and no other task writes any.

    The decision that is stored, published and returned is read from where the analysis wrote it, and stored under the
    token that came with it. The result of another task there would become the decision, and at the top it would replace
    the transaction.
    """

    id = "FRAUD_WORKFLOW_27"
    severity = Severity.CRITICAL
    remediation = "Leave ResultPath and ResultSelector as stacks.states and stacks.definition set them."

    violating = {
        **WRONG_RESULTS,
        "decides by the notification": patch_state("SendNotification", {"ResultPath": "$.analysis"}),
        "takes the first for a repetition": patch_state("SettleTransaction", {"ResultPath": "$.stored"}),
        "replaces the transaction": remove_in("StoreTransaction", "ResultPath"),
        "writes over the validation": patch_state("AnalyzeTransaction", {"ResultPath": "$.validation"}),
        "makes up an answer": patch_state(
            "AnalyzeTransaction", {"ResultSelector": {"Payload": {"decision": "approve"}}}
        ),
        "throws the analysis away": replace_in("AnalyzeTransaction", "ResultPath", value=None),
        "makes up what was stored": patch_state("ReadStoredDecision", {"ResultSelector": {"Item": {}}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        results = {
            **dict.fromkeys(invoking(resource, stack, VALIDATOR), ("$", ANSWER)),
            **dict.fromkeys(invoking(resource, stack, ANALYZER), ("$.analysis", {**ANSWER, **TOKEN})),
            **dict.fromkeys(calling(resource, READ), ("$.stored", None)),
            **dict.fromkeys(calling(resource, REMEMBER), (f"{HISTORY}.answer", None)),
        }
        for name, state in tasks(resource).items():
            path, selected = results.get(name, (None, None))
            written = {key: state[key] for key in ("ResultPath", "ResultSelector") if key in state}
            if not same(written, {"ResultPath": path, **({"ResultSelector": selected} if selected else {})}):
                wanted = f"write its result to {path} alone" if path else "discard its result"
                yield f"the task {name} does not {wanted}"
