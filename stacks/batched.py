"""One payment of a call with many: refused, or decided in an execution of its own, whose answer it gets."""

from stacks.checks import listed, one_of, present, rule, text
from stacks.overflowing import DRAINED
from stacks.parts import BY_API, CLIENT, REQUEST, SPLIT, receipt
from stacks.states import State, answer, choice, task

# What the drain says of the payment, and how its own execution ended.
JUDGED, ENDED = "$.judged", "$.ended"
# What is said of a payment of which nothing is known.
OPEN = "unavailable"
ID = f"{REQUEST}.transaction_id"
BROUGHT = ("validation", "history", "analysis")
REFUSED = [*one_of(f"{JUDGED}.status", ("rejected",)), *listed(f"{JUDGED}.errors")]
WHOLE = [condition for name in BROUGHT for condition in present(f"{JUDGED}.{name}")]
ANSWERED = [*one_of(f"{ENDED}.Status", ("SUCCEEDED",)), *text(f"{ENDED}.Output")]


def payment(deciding: str, *, timeout: int) -> dict[str, State]:
    """Return the states; `deciding` is the ARN of the workflow that decides."""
    return {
        "IsJudged": choice(
            [rule(REFUSED, following="RefusePayment"), rule(WHOLE, following="BringJudged")], default="DecideAlone"
        ),
        "RefusePayment": answer({"transaction_id.$": ID, "status": "rejected", "errors.$": f"{JUDGED}.errors"}),
        "BringJudged": {
            "Type": "Pass",
            "Parameters": {
                "request.$": REQUEST,
                "given": {
                    "request.$": REQUEST,
                    "receipt.$": receipt(REQUEST),
                    # It is in no queue.
                    "message": None,
                    **{f"{name}.$": f"{JUDGED}.{name}" for name in BROUGHT},
                },
            },
            "Next": "StoreJudged",
        },
        "StoreJudged": _decide(deciding, "$.given", end=DRAINED, timeout=timeout),
        "DecideAlone": _decide(deciding, REQUEST, end=BY_API, timeout=timeout),
        "IsAnswered": choice([rule(ANSWERED, following="AnswerPayment")], default="NotDecided"),
        "AnswerPayment": {
            "Type": "Pass",
            "Parameters": {
                "id": {"transaction_id.$": ID},
                "answer.$": f"States.StringToJson({ENDED}.Output)",
            },
            "Next": "NameAnswer",
        },
        "NameAnswer": {
            "Type": "Pass",
            "Parameters": {"answer.$": "States.JsonMerge($.answer, $.id, false)"},
            "OutputPath": "$.answer",
            "End": True,
        },
        # Its execution may have decided all the same: the same payment, sent again, gets the decision.
        "NotDecided": answer({"transaction_id.$": ID, "status": OPEN}),
    }


def _decide(deciding: str, given: str, *, end: str, timeout: int) -> State:
    """Have one payment decided, in an execution of its client, whose name says by its end what it is given."""
    return task(
        "arn:aws:states:::aws-sdk:sfn:startSyncExecution",
        {
            "StateMachineArn": deciding,
            "Name.$": f"States.Format('{{}}{SPLIT}{{}}{SPLIT}{end}', {CLIENT}, States.UUID())",
            "Input.$": f"States.JsonToString({given})",
        },
        timeout=timeout,
        result=ENDED,
        following="IsAnswered",
        fallback="NotDecided",
    )
