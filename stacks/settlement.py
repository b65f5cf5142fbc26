"""The last states: once event and alert are sent or kept, the marker says so, and the caller gets the decision.

Only then is the payment counted at its merchant, which changes nothing about it: a count that is lost, as after an
execution that ended before, delays a rule by one payment. It is not lost in silence: a dead letter says so.
"""

from collections.abc import Mapping
from typing import Any

from stacks import histories
from stacks.checks import rule, text, truth
from stacks.consequences import DRAWN
from stacks.overflowing import taking
from stacks.parts import ANALYSIS, HISTORY, TRANSACTION, VERDICT, Parts, keep
from stacks.repetition import REPEATABLE
from stacks.states import NOTHING, State, answer, choice, task
from stacks.storage import MARKER
from stacks.transient import MARK

MERCHANT = f"{ANALYSIS}.merchant"
# Of an alert that was sent twice, either code is good; the time says until when.
ALERTED = {
    ":at": {"S.$": "$$.State.EnteredTime"},
    ":codes": {"SS.$": f"States.Array(States.Hash({DRAWN}, 'SHA-256'))"},
}
COUNTED = [
    *truth(f"{MERCHANT}.counted", True),
    *text(f"{MERCHANT}.weight", f"{MERCHANT}.expires", f"{HISTORY}.day"),
]


def settlement(parts: Parts) -> dict[str, State]:
    """Settle and answer; what was neither sent nor kept is not settled, and the caller is told to send it again.

    Where only the settling fails, the answer is the same, since nothing is lost: a later repetition publishes again.
    """
    return {
        "SettleTransaction": _settle(parts),
        "SettleAlerted": _settle(parts, expression=", alerted_at = :at ADD codes :codes", values=ALERTED),
        # What is resumed may have been counted before.
        "WasResumed": choice([rule(REPEATABLE, following="RepeatStoredDecision")], default="IsCounted"),
        "IsCounted": choice([rule(COUNTED, following="CountAtMerchant")], default="IsFromQueue"),
        "CountAtMerchant": histories.count(parts, following="IsFromQueue", fallback="KeepUncounted"),
        "KeepUncounted": keep(parts, "merchant_not_counted", following="IsFromQueue", fallback="IsFromQueue"),
        **taking(parts, following="Done"),
        "Done": answer(
            {
                "status": "decided",
                "transaction_id.$": f"{TRANSACTION}.transaction_id",
                **{f"{name}.$": f"{ANALYSIS}.{name}" for name in VERDICT},
                "duplicate": False,
            }
        ),
        "TransactionNotSettled": {
            "Type": "Fail",
            "Error": "TransactionNotSettled",
            "Cause": "The decision is stored, but not all is told that follows from it; the same request resumes it",
        },
    }


def _settle(parts: Parts, *, expression: str = "", values: Mapping[str, Any] = NOTHING) -> State:
    return task(
        "arn:aws:states:::dynamodb:updateItem",
        {
            "TableName": parts.table,
            "Key": MARKER,
            "UpdateExpression": f"SET settled = :settled{expression}",
            # Without it, an update of what is not there would make it, and a marker without a digest fits nothing.
            "ConditionExpression": "attribute_exists(transaction_id)",
            "ExpressionAttributeValues": {":settled": {"BOOL": True}, **values},
        },
        retry=MARK,
        timeout=parts.call_timeout,
        result=None,
        following="WasResumed",
        fallback="WasResumed",
    )
