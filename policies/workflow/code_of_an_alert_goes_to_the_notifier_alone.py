import re
from collections.abc import Iterator

from policies.aws.asl import SETTLE, calling, invoking, states
from policies.core import Resource, Severity, Stack, controls
from policies.core.resources import strings_in
from policies.requirements import NOTIFIER
from policies.workflow.shared.alert_code import CODE, HASH, PLACE, draws
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_in, patch_parameters, patch_state, replace_in
from policies.workflow.shared.paths import reached

WEAK = {"code.$": "States.Format('{}', States.MathRandom(0, 999999))"}
GUESSED = {"code.$": "States.UUID()"}
# The root of the data, or of the context, that no name follows: `$`, `$..code`, `$[0]`, `States.JsonToString($)`.
WHOLE = re.compile(r"(?<!\.)\$(?![$.{])|\$\.(?!\w)")
EVENT = ("PublishEvent", "Parameters", "Entries", 0, "Detail")


class CodeOfAnAlertGoesToTheNotifierAlone(DefinitionPolicy):
    """An alert's code is drawn from 154 random bits, given to the notifier alone, and stored as a hash.

    Who has the code says in the customer's name that a payment was somebody else's, and the card's next unusual payment
    is declined. A dead letter, an event or an answer with the code would let its readers say so, and so would whatever
    copies all of the data, once the code is in it.
    """

    id = "FRAUD_WORKFLOW_40"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_3.supports, controls.PCI_7_2_1.supports)
    remediation = "Draw, pass and store the code as stacks.consequences and stacks.settlement do, and nowhere else."

    violating = {
        "draws six digits": patch_parameters("DrawCode", WEAK),
        "draws fewer than 128 random bits": patch_parameters("DrawCode", GUESSED),
        "keeps the code in a dead letter": replace_in("KeepUnsent", "Parameters", "MessageBody", "code.$", value=CODE),
        "keeps all in a dead letter": replace_in("KeepUnsent", "Parameters", "MessageBody", "transaction.$", value="$"),
        "keeps its hash in a dead letter": replace_in("KeepUnsent", "Parameters", "MessageBody", "code.$", value=HASH),
        "answers with the code": replace_in("Done", "Parameters", "code.$", value=CODE),
        "answers with what the code lies in": replace_in("Done", "Parameters", "told.$", value=PLACE),
        "answers with the code by another spelling": replace_in("Done", "Parameters", "c.$", value="$['not_me'].code"),
        "answers with the code before it is drawn": replace_in(
            "AcceptRequest", "Parameters", "c.$", value="$['not_me']"
        ),
        "answers with the whole execution": replace_in("Done", "Parameters", "all.$", value="$$.Execution"),
        "answers with all that is called so": replace_in("Done", "Parameters", "told.$", value="$..code"),
        "answers with all there is, as a text": replace_in(
            "Done", "Parameters", "told.$", value="States.JsonToString($)"
        ),
        "keeps the values of all there is": replace_in(
            "KeepUncounted", "Parameters", "MessageBody", "all.$", value="$.*"
        ),
        "publishes what was drawn before": replace_in(*EVENT, "code.$", value=CODE),
        "chooses by the code": insert_in(
            "WasResumed", "Choices", item={"Variable": CODE, "IsPresent": True, "Next": "Done"}
        ),
        "stores the code": replace_in(
            "SettleAlerted", "Parameters", "ExpressionAttributeValues", ":codes", "SS.$", value=f"States.Array({CODE})"
        ),
        "draws none": patch_state("DrawCode", {"Type": "Wait"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        drawing = [name for name, state in graph.items() if draws(state)]
        if len(drawing) != 1:
            yield f"draws the code of an alert from 154 random bits in {len(drawing)} states, not in one"
        after = {name for each in drawing for name in reached(graph, each)} - {*drawing}
        told, settling = invoking(resource, stack, NOTIFIER), calling(resource, SETTLE)
        for name, state in graph.items():
            known = CODE if name in told else HASH if name in settling else None
            if name not in drawing and any(_holds(text, name in after) for text in strings_in(state) if text != known):
                yield f"the state {name} reads the code of the alert, which is for the notifier alone"


def _holds(text: str, drawn: bool) -> bool:
    """Whether a text names the place of the code, or all that there is once it is drawn."""
    return PLACE.removeprefix("$.") in text or (drawn and (text == "$$.Execution" or WHOLE.search(text) is not None))
