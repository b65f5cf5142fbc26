"""The last states: once event and alert are sent or kept, the marker says so, and the caller gets the decision."""

from stacks.checks import rule
from stacks.parts import ANALYSIS, TRANSACTION, VERDICT, Parts
from stacks.repetition import REPEATABLE
from stacks.states import State, answer, choice, task
from stacks.storage import MARKER
from stacks.transient import MARK


def settlement(parts: Parts) -> dict[str, State]:
    """Settle and answer; what was neither sent nor kept is not settled, and the caller is told to send it again.

    Where only the settling fails, the answer is the same, since nothing is lost: a later repetition publishes again.
    """
    return {
        "SettleTransaction": _settle(parts),
        "WasResumed": choice([rule(REPEATABLE, following="RepeatStoredDecision")], default="Done"),
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


def _settle(parts: Parts) -> State:
    return task(
        "arn:aws:states:::dynamodb:updateItem",
        {
            "TableName": parts.table,
            "Key": MARKER,
            "UpdateExpression": "SET settled = :settled",
            # Without it, an update of what is not there would make it, and a marker without a digest fits nothing.
            "ConditionExpression": "attribute_exists(transaction_id)",
            "ExpressionAttributeValues": {":settled": {"BOOL": True}},
        },
        retry=MARK,
        timeout=parts.call_timeout,
        result=None,
        following="WasResumed",
        fallback="WasResumed",
    )
