from collections.abc import Iterator

from policies.aws.asl import PUBLISH, TRANSACTION, at, calling, items
from policies.aws.queues import RULE
from policies.core import Resource, Severity, Stack
from policies.core.examples import at_every, refer_to_attribute
from policies.core.text import few
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import IN_STATES, insert_in, patch_state, repeat_in, replace_in
from policies.workflow.shared.example import BESIDE
from policies.workflow.shared.published_event import EVENT, MATCHING, unmatched

BUS, ENTRY = "fraud-detection", ("PublishEvent", "Parameters", "Entries", 0)


class WorkflowPublishesEachDecision(DefinitionPolicy):
    """The workflow publishes one event for each decision, on this stack's bus, in the form that the rules match.

    The rules compare the amount as a number and the decision as a text. An event from another source, with the amount
    as text or on another bus matches no rule, and a large transaction is not reviewed. The card token is left out.
    """

    id = "FRAUD_WORKFLOW_21"
    severity = Severity.CRITICAL
    remediation = "Publish the entry of stacks.definition; change its form and the rules together."

    given = {**BESIDE, **MATCHING}
    violating = {
        "publishes elsewhere": replace_in(*ENTRY, "EventBusName", value="default"),
        "names the bus by what is no name": refer_to_attribute(*IN_STATES, *ENTRY, "EventBusName", attribute="arn"),
        "calls itself otherwise": replace_in(*ENTRY, "Source", value="fraud"),
        "is of another kind": replace_in(*ENTRY, "DetailType", value="transactionAnalyzed"),
        "tells the amount as text": replace_in(*ENTRY, "Detail", "amount.$", value=f"{TRANSACTION}.amount_text"),
        "tells the card": replace_in(*ENTRY, "Detail", "card_token.$", value=f"{TRANSACTION}.card_token"),
        "publishes something else first": insert_in(*ENTRY[:-1], item={"Source": "other"}),
        "publishes it twice in one task": repeat_in(*ENTRY[:-1]),
        "publishes in two tasks": patch_state("KeepUnpublished", {"Resource": PUBLISH}),
        "is of a source that a rule overlooks": at_every(RULE, {"event_pattern": {"source": ["fraud"]}}),
        "lacks a field that a rule looks at": at_every(RULE, {"event_pattern": {"detail": {"card_token": [1]}}}),
        "is on another bus than a rule": at_every(RULE, {"event_bus_name": None}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        tasks = tuple(calling(resource, PUBLISH).values())
        entries = items(at(tasks[0], "Parameters", "Entries")) if len(tasks) == 1 else ()
        if len(entries) != 1 or tasks[0].get("Parameters") != {"Entries": entries}:
            yield "does not publish exactly one event, in one task"
        for entry in entries:
            bus = stack.resolve(at(entry, "EventBusName"), "name")
            if bus is None or bus.type != "aws_cloudwatch_event_bus" or bus.get("name") != BUS:
                yield f"does not publish on the event bus {BUS} of this stack"
            if entry != {"EventBusName": at(entry, "EventBusName"), **EVENT}:
                yield "does not publish an event of the form that the event rules match"
            if rules := unmatched(entry, bus, stack):
                yield f"publishes what the event rules cannot match: {few(rules)}"
