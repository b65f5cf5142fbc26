from collections.abc import Iterator

from policies.aws.asl import ANALYSIS, PUBLISH, SETTLE, calling, invoking, states
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.requirements import NOTIFIER
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_in, patch_state, replace_in, retarget

UNNEEDED = {"Variable": f"{ANALYSIS}.alert", "BooleanEquals": False}
LARGE = {"Variable": f"{ANALYSIS}.score", "NumericLessThan": 1, "Next": "SettleTransaction"}


class WorkflowNotifiesWhereTheAnalysisSaysSo(DefinitionPolicy):
    """The customer is told of a transaction unless the analysis says that there is nothing to tell.

    It says so of what it approves, and of what a person looks at only because the card's history could not be read:
    an outage of ours would else alarm every customer. Whatever is no such word does not skip the notification.
    """

    id = "FRAUD_WORKFLOW_22"
    severity = Severity.HIGH
    remediation = "Keep the choice NeedsNotification as stacks.definition has it."

    violating = {
        "notifies nobody": retarget("PublishEvent", "SettleTransaction"),
        "tells of what is fine alone": replace_in("NeedsNotification", "Choices", 0, "BooleanEquals", value=True),
        "does not notify by default": patch_state("NeedsNotification", {"Default": "SettleTransaction"}),
        "keeps most to itself": insert_in("NeedsNotification", "Choices", item=LARGE),
        "goes on to the answer": retarget("SendNotification", "WasResumed"),
        "asks the caller": replace_in("NeedsNotification", "Choices", 0, "Variable", value="$.alert"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        notifying = invoking(resource, stack, NOTIFIER)
        for state in calling(resource, PUBLISH).values():
            choice = graph.get(str(state.get("Next")), {})
            task = notifying.get(str(choice.get("Default")))
            if choice.get("Type") != "Choice" or task is None:
                yield "does not notify the customer by default"
            elif not same(choice.get("Choices"), [{**UNNEEDED, "Next": task.get("Next")}]):
                yield "does not skip the notification where the analysis says so, and nowhere else"
            elif str(task.get("Next")) not in calling(resource, SETTLE):
                yield "does not settle after the notification"
