"""The same id again: other content is a conflict, and the same content gets the decision that is stored.

An execution may end after it has stored and before all is told. Its marker is not settled then, and the repetition
tells what it left untold, of the row that is stored. So event and alert come at least once, not exactly once: two
identical requests at the same instant may both tell.
"""

from stacks.parts import DIGEST, STORED, TRANSACTION
from stacks.states import State, answer, choice

# Equal by the digest, which covers all of a transaction but its time.
SAME = ("transaction_id", "amount", "amount_text", "currency", "card_token", "merchant_id", "terminal_id", "country")
DECISION = {
    "decision.$": f"{STORED}.decision.S",
    "score.$": f"States.StringToJson({STORED}.score.N)",
    "reasons.$": f"States.StringToJson({STORED}.reasons.S)",
}


def repetition() -> dict[str, State]:
    """Choose by the marker: nothing stored, a conflict, a decision to repeat or one to resume."""
    return {
        "WasStoredBefore": choice(
            [
                {"Variable": STORED, "IsPresent": False, "Next": "KeepUnstored"},
                {"Variable": f"{STORED}.digest.S", "StringEqualsPath": DIGEST, "Next": "WasSettledBefore"},
            ],
            default="RefuseConflict",
        ),
        # Integrations write a truth as BOOL or as Bool; it is there only where it is true.
        "WasSettledBefore": choice(
            [{"Variable": f"{STORED}.settled", "IsPresent": True, "Next": "RepeatStoredDecision"}],
            default="ResumeStoredDecision",
        ),
        "RepeatStoredDecision": answer(
            {"status": "decided", "transaction_id.$": f"{TRANSACTION}.transaction_id", **DECISION, "duplicate": True}
        ),
        "ResumeStoredDecision": _resume(),
        "RefuseConflict": answer({"status": "conflict"}),
    }


def _resume() -> State:
    """Put the stored decision and the stored time in the place of this execution's own, and go on from there."""
    transaction = {
        **{f"{name}.$": f"{TRANSACTION}.{name}" for name in SAME},
        "timestamp.$": f"States.StringToJson({STORED}.row_timestamp.N)",
        "timestamp_text.$": f"{STORED}.row_timestamp.N",
    }
    analysis = {**DECISION, "score_text.$": f"{STORED}.score.N", "model.$": f"{STORED}.model.S"}
    return {
        "Type": "Pass",
        "Parameters": {
            "validation": {"Payload": {"transaction": transaction}},
            "analysis": {"Payload": analysis},
            "stored.$": "$.stored",
        },
        "Next": "PublishEvent",
    }
