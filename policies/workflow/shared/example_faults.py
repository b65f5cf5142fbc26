"""Violating examples of policies whose own files have no room left for them."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import VALIDATION
from policies.core.examples import Edit
from policies.workflow.shared.edits import insert_in, patch_parameters, patch_state, remove_in, replace_in

NEVER = {"Variable": f"{VALIDATION}.never", "IsPresent": True}
PUTS = ("StoreTransaction", "Parameters", "TransactItems")
# Of what is stored, the marker comes first and the row second.
WRONG_WRITES: Mapping[str, Edit] = {
    "overwrites the marker": remove_in(*PUTS, 0, "Put", "ConditionExpression"),
    "overwrites the row": remove_in(*PUTS, 1, "Update", "ConditionExpression"),
    "stores no row": remove_in(*PUTS, 1),
    "forgets what the row is keyed by": remove_in(*PUTS, 0, "Put", "Item", "row_timestamp"),
}
WRONG_FALLBACKS: Mapping[str, Edit] = {
    "approves": patch_parameters("ReviewInstead", {"Payload": {"decision": "approve"}}),
    "writes the answer elsewhere": patch_state("ReviewInstead", {"ResultPath": "$.review"}),
    "has no score": replace_in("ReviewInstead", "Parameters", "Payload", "score", value=False),
    "takes a score of any form": remove_in("IsAnalyzed", "Choices", 0, "And", 7),
    "gives no reasons": patch_parameters("ReviewInstead", {"Payload": {"reasons": []}}),
}
WRONG_CHOICES: Mapping[str, Edit] = {
    "goes on in any case": patch_state("IsValid", {"Default": "AnalyzeTransaction"}),
    "asks for the contrary": replace_in("IsValid", "Choices", 0, "And", 1, "BooleanEquals", value=False),
    "asks for what is never there": insert_in("IsValid", "Choices", 0, "And", item=NEVER),
    "rejects with what is no list": remove_in("IsValid", "Choices", 1, "And", 4),
    "asks the caller": replace_in("IsValid", "Choices", 0, "And", 1, "Variable", value="$.valid"),
}
