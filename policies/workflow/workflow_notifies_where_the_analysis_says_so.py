from collections.abc import Iterator

from policies.aws.asl import ANALYSIS, PUBLISH, SETTLE, at, calling, invoking, items, states
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.requirements import NOTIFIER
from policies.workflow.shared.alert_code import draws
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_in, patch_state, replace_in, retarget
from policies.workflow.shared.paths import named

UNNEEDED = {"Variable": f"{ANALYSIS}.alert", "BooleanEquals": False}
LARGE = {"Variable": f"{ANALYSIS}.score", "NumericLessThan": 1, "Next": "SettleTransaction"}


class WorkflowNotifiesWhereTheAnalysisSaysSo(DefinitionPolicy):
    """The customer is told of a transaction unless the analysis says that there is nothing to tell.

    It says so of what it approves, and of what a person looks at only because the card's history could not be read:
    an outage of ours would else alarm every customer. Whatever is no such word does not skip the notification.
    """

    id = "FRAUD_WORKFLOW_22"
    severity = Severity.HIGH
    remediation = "Keep the choice NeedsNotification, and DrawCode after it, as stacks.consequences has them."

    violating = {
        "notifies nobody": retarget("PublishEvent", "SettleTransaction"),
        "tells of what is fine alone": replace_in("NeedsNotification", "Choices", 0, "BooleanEquals", value=True),
        "does not notify by default": patch_state("NeedsNotification", {"Default": "SettleTransaction"}),
        "keeps most to itself": insert_in("NeedsNotification", "Choices", item=LARGE),
        "draws no code": patch_state("NeedsNotification", {"Default": "SendNotification"}),
        "draws a code for nobody": retarget("DrawCode", "SettleAlerted"),
        "goes on to the answer": retarget("SendNotification", "WasResumed"),
        "asks the caller": replace_in("NeedsNotification", "Choices", 0, "Variable", value="$.alert"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        notifying = invoking(resource, stack, NOTIFIER)
        for state in calling(resource, PUBLISH).values():
            choice = named(graph, state.get("Next"))
            drawing = named(graph, choice.get("Default"))
            task = notifying.get(str(drawing.get("Next")))
            skipping = at((*items(choice.get("Choices")), None)[0], "Next")
            if choice.get("Type") != "Choice" or not draws(drawing) or task is None:
                yield "does not notify the customer by default, with a code that is drawn"
            elif not same(choice.get("Choices"), [{**UNNEEDED, "Next": skipping}]):
                yield "does not skip the notification where the analysis says so, and nowhere else"
            elif not {str(skipping), str(task.get("Next"))} <= {*calling(resource, SETTLE)}:
                yield "does not settle after the notification"
