"""The same id again: other content is a conflict, and the same content gets the decision that is stored.

An execution may end after it has stored and before all is told. Its marker is not settled then, and the repetition
tells what it left untold, of the row that is stored. So event and alert come at least once, not exactly once: two
identical requests at the same instant may both tell.
"""

from stacks.checks import DECISIONS, is_, one_of, present, rule
from stacks.parts import DIGEST, OPTIONAL, STORED, TRANSACTION
from stacks.states import State, answer, choice

# Equal by the digest, which covers all that the caller sent but the time, or made of that.
SAME = (
    *("transaction_id", "amount", "amount_text", "currency", "card_token", "merchant_id", "country"),
    *("amount_usd", "amount_usd_text", "conversion"),
    *OPTIONAL,
)
DECISION = {
    "decision.$": f"{STORED}.decision.S",
    "score.$": f"States.StringToJson({STORED}.score.N)",
    "reasons.$": f"States.StringToJson({STORED}.reasons.S)",
}
_DIGEST = f"{STORED}.digest.S"
_SAME = is_(_DIGEST, "StringEqualsPath", DIGEST)
# What the answer of a repetition is made of, and what the rest of the way is made of.
REPEATABLE = [
    *one_of(f"{STORED}.decision.S", DECISIONS),
    *present(f"{STORED}.score.N"),
    *present(f"{STORED}.reasons.S"),
]
_TOLD = (f"{STORED}.{path}" for path in ("alert.S", "row_timestamp.N"))
RESUMABLE = [*REPEATABLE, *(condition for path in _TOLD for condition in present(path))]


def repetition() -> dict[str, State]:
    """Choose by the marker: nothing stored, a conflict, a decision to repeat or one to resume."""
    return {
        "WasStoredBefore": _compared(absent="ReadHistoryAgain"),
        "WasStoredMeanwhile": _compared(absent="ReviewContended"),
        "WasStoredAtLast": _compared(absent="KeepUnstored"),
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


def _compared(*, absent: str) -> State:
    """What holds less than we store is kept for a person, and neither repeated nor refused."""
    return choice(
        [
            {**is_(STORED, "IsPresent", False), "Next": absent},
            rule([*present(_DIGEST), _SAME, *RESUMABLE], following="WasSettledBefore"),
            rule([*present(_DIGEST), {"Not": _SAME}], following="RefuseConflict"),
        ],
        default="KeepUnstored",
    )


def _resume() -> State:
    """Put the stored decision and the stored time in the place of this execution's own, and go on from there."""
    transaction = {
        **{f"{name}.$": f"{TRANSACTION}.{name}" for name in SAME},
        "timestamp.$": f"States.StringToJson({STORED}.row_timestamp.N)",
        "timestamp_text.$": f"{STORED}.row_timestamp.N",
    }
    # Whether the execution before has told the customer, nobody knows: the message says that.
    analysis = {**DECISION, "alert.$": f"States.StringToJson({STORED}.alert.S)", "resumed": True}
    return {
        "Type": "Pass",
        "Parameters": {
            "validation": {"Payload": {"transaction": transaction}},
            "analysis": {"Payload": analysis},
            "stored.$": "$.stored",
        },
        "Next": "PublishEvent",
    }
