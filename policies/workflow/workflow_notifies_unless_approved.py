from collections.abc import Iterator

from policies.aws.asl import ANALYSIS, PUBLISH, SETTLE, calling, invoking, states
from policies.core import Resource, Severity, Stack
from policies.requirements import NOTIFIER
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_in, patch_state, replace_in, retarget

APPROVED = {"Variable": f"{ANALYSIS}.decision", "StringEquals": "approve"}
LARGE = {"Variable": f"{ANALYSIS}.score", "NumericLessThan": 1, "Next": "SettleTransaction"}


class WorkflowNotifiesUnlessApproved(DefinitionPolicy):
    """The customer is told of every transaction that was not approved.

    Only the decision `approve` skips the notification; an unknown decision does not.
    """

    id = "FRAUD_WORKFLOW_22"
    severity = Severity.HIGH
    remediation = "Keep the choice NeedsNotification as stacks.definition has it."

    violating = {
        "notifies nobody": retarget("PublishEvent", "SettleTransaction"),
        "tells only of refusals": replace_in("NeedsNotification", "Choices", 0, "StringEquals", value="review"),
        "does not notify by default": patch_state("NeedsNotification", {"Default": "SettleTransaction"}),
        "keeps most to itself": insert_in("NeedsNotification", "Choices", item=LARGE),
        "goes on to the answer": retarget("SendNotification", "WasResumed"),
        "asks the caller": replace_in("NeedsNotification", "Choices", 0, "Variable", value="$.decision"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        notifying = invoking(resource, stack, NOTIFIER)
        for state in calling(resource, PUBLISH).values():
            choice = graph.get(str(state.get("Next")), {})
            task = notifying.get(str(choice.get("Default")))
            if choice.get("Type") != "Choice" or task is None:
                yield "does not notify the customer by default"
            elif choice.get("Choices") != ({**APPROVED, "Next": task.get("Next")},):
                yield "does not skip the notification for an approval, and for nothing else"
            elif str(task.get("Next")) not in calling(resource, SETTLE):
                yield "does not settle after the notification"
