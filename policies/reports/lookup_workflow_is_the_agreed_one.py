from collections.abc import Iterator

from policies.aws.asl import MACHINE
from policies.aws.callers import key_ids
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.equality import same
from policies.core.examples import remove, replace
from policies.reports.shared.agreed_lookup import agreed
from policies.reports.shared.example import BESIDE, KEY_IDS, REFUSALS_NAME, TABLE_NAME
from policies.reports.shared.named import bounded, table, without_words
from policies.requirements import LOOKING, REFUSALS, TRANSACTIONS

STATES = ("definition", "States")
WHO, CHOICES = (*STATES, "WhoAsks", "Choices"), (*STATES, "WhatBecame", "Choices")
REFUSED = (*STATES, "WasRefused", "Choices")
ITEM = "{% $states.result.Item %}"


class LookupWorkflowIsTheAgreedOne(Policy):
    """Who asks for what became of a payment hears of its own alone, and of the very request that the receipt is for.

    The seal of a receipt is made of the id of the caller's key, and the row says whose it is: nobody hears a decision
    by another client's receipt, nor by one that is made up. It tells decision, score and reasons, and neither amount
    nor card.
    """

    id = "FRAUD_REPORT_2"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_3.supports,)
    applies_to = (MACHINE,)
    claims = ("definition",)
    remediation = "Let stacks/lookup.py and policies/reports/shared/agreed_lookup.py say the same."

    compliant = {"name": LOOKING, "definition": agreed(TABLE_NAME, REFUSALS_NAME, KEY_IDS)}
    given = BESIDE
    violating = {
        "tells anybody": replace(*STATES, "IsTheirs", "Default", value="Decided"),
        "tells whoever has the receipt": replace(*CHOICES, 2, "Next", value="Decided"),
        "takes any seal": replace(*STATES, "IsSealed", "Choices", 0, "Condition", value="{% true %}"),
        "lets the caller say who asks": replace(*WHO, 0, "Assign", "client", value="{% $states.input.by %}"),
        "tells whoever reports": replace(*WHO, 0, "Condition", value="{% true %}"),
        "tells another request's decision": replace(*CHOICES, 0, "Condition", value="{% $time = '' %}"),
        "tells what nobody was told yet": remove(*CHOICES, 1),
        "tells others' refusals": replace(*REFUSED, 0, "Condition", value="{% $owner != '' %}"),
        "refuses what was decided": replace(*CHOICES, 0, "Condition", value="{% true %}"),
        "approves what was refused": replace(*STATES, "Rejected", "Output", "decision", value="approve"),
        "tells whatever is marked as a decision": replace(*CHOICES, 2, "Condition", value="{% true %}"),
        "reads what is being overwritten": replace(*STATES, "ReadMarker", "Arguments", "ConsistentRead", value=False),
        "takes the marker for the row": replace(*STATES, "ReadRow", "Arguments", "Key", "timestamp", "N", value="0"),
        "reads another table": replace(*STATES, "ReadMarker", "Arguments", "TableName", value="card-histories"),
        "tells all that is stored": replace(*STATES, "Decided", "Output", "item", value=ITEM),
        "approves what waits": replace(*STATES, "Pending", "Output", "decision", value="approve"),
        "tells that others have it": replace(*STATES, "Unknown", "Output", "status", value="conflict"),
        "tells what went wrong": replace(*STATES, "DecisionNotRead", "Cause", value="{% $states.errorOutput %}"),
        "outlives the API": {"definition": {"TimeoutSeconds": 29}},
        "times out before a task has failed": {"definition": {"TimeoutSeconds": 11}},
        "waits for its read": replace(*STATES, "ReadMarker", "TimeoutSeconds", value=60),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("name") == LOOKING

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        expected = agreed(table(TRANSACTIONS, stack), table(REFUSALS, stack), key_ids(stack))
        if not same(without_words(resource.get("definition")), without_words(expected)):
            yield "does not tell what was agreed, to whom it was agreed"
        yield from bounded(resource.get("definition"))
