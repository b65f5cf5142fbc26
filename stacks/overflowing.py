"""What becomes of a payment that a function throttles: it is queued, and the drain comes back with it.

A queue holds no card number. What the validator has not seen is queued only where nothing in it could be one.
Whoever comes from the drain brings the answers of validator and analyzer, and goes on where the workflow stores.
"""

from stacks.accepted import accepted
from stacks.checks import present, rule, text
from stacks.parts import ANALYSIS, CLIENT, RECEIPT, REQUEST, SPLIT, Parts, keep, receipt, sealed, sending
from stacks.states import State, answer, choice, task
from stacks.transient import TAKEN, THROTTLED

# The end of the name of an execution that the drain starts. The API names its own by the ids of a key and a request.
DRAINED = "drained"
BY_DRAIN = {"Variable": "$$.Execution.Name", "StringMatches": f"*{SPLIT}{DRAINED}", "Next": "IsDrained"}
SENT = "$$.Execution.Input"
# By which the queue knows the message that a payment came with; null for what the drain judged and no queue holds.
# Who does not come from the drain has none.
MESSAGE = "$.message"
_INPUT = "$states.context.Execution.Input"
# A UUID that stands alone: a card's digits may not lie in one beside others.
_UUID = "/(^|[A-Za-z][^0-9A-Za-z]*)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}([^0-9A-Za-z]*[A-Za-z]|$)/i"
# What no digit is, in any script: all else may be one.
_PLAIN = r"\u0000-\u002f\u003a-\u007e\u00c0-\u0241\u0400-\u052f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3"
# The shortest card number has twelve digits; anything but letters may be written between them.
_DIGITS = f"/[^{_PLAIN}]([^0-9A-Za-z]*[^{_PLAIN}]){{11}}/"
# Names and values, of whatever type; milliseconds until 2033 have thirteen digits, and are no card's.
_WRITTEN = (
    f"$each({_INPUT}, function($v, $k) {{$k = 'timestamp' and $type($v) = 'number' ? "
    "($v < 2000000000000 and $floor($v) = $v ? '' : '0-0-0-0-0-0-0-0-0-0-0-0') : "
    f"$replace($k & 'x' & ($type($v) = 'string' ? $v : $string($v)), {_UUID}, 'x')}})"
)
HOLDS_NO_CARD_NUMBER = f"{{% $not($contains($join({_WRITTEN}, 'x'), {_DIGITS})) %}}"


def overflow(parts: Parts, *, whole: list[State], token: State) -> dict[str, State]:
    """Queue the request and say that it is accepted, which is no approval; where the queue fails, it is kept.

    `whole` is what an execution of the drain's has to bring of validation and analysis, and `token` what its write
    needs besides.
    """
    brought = [*present(REQUEST), *present(MESSAGE), *text(RECEIPT), *whole]
    return {
        "MayOverflow": {
            "Type": "Choice",
            "QueryLanguage": "JSONata",
            "Choices": [
                {"Condition": HOLDS_NO_CARD_NUMBER, "Next": "NameRequest"},
            ],
            # In no queue at all: the caller sends it again.
            "Default": "TransactionNotStored",
        },
        "NameRequest": {
            "Type": "Pass",
            "Parameters": {"request.$": SENT, "receipt.$": receipt(SENT)},
            "Next": "HasId",
        },
        # Its message is still there, and comes again.
        "IsQueued": choice([rule(text(MESSAGE), following="TransactionNotStored")], default="HasId"),
        **accepted(parts, otherwise="QueueRequest", unnamed="TransactionNotStored"),
        "QueueRequest": sending(
            parts,
            parts.overflow,
            {"client.$": CLIENT, "request.$": REQUEST, "receipt.$": RECEIPT},
            following="AcceptRequest",
            fallback="KeepRequest",
        ),
        "AcceptRequest": answer(
            {"status": "accepted", "transaction_id.$": f"{REQUEST}.transaction_id", "receipt.$": sealed(RECEIPT)}
        ),
        "IsDrained": choice([rule(brought, following="TakeDrained")], default="HasRequest"),
        "TakeDrained": {
            "Type": "Pass",
            "Parameters": {
                **{f"{name}.$": f"$.{name}" for name in ("request", "receipt", "message", "validation", "history")},
                "analysis": {"Payload.$": ANALYSIS, **token},
            },
            "Next": "IsAnalyzed",
        },
        "HasRequest": choice([{**present(REQUEST)[0], "Next": "KeepRequest"}], default="TransactionNotStored"),
        "KeepRequest": keep(
            parts,
            "validation_unavailable",
            following="TransactionNotStored",
            fallback="TransactionNotStored",
            message={"transaction.$": REQUEST, "analysis": None},
        ),
    }


def taking(parts: Parts, *, following: str) -> dict[str, State]:
    """Take the message out of the queue, once its payment is decided and told: what ends before comes again."""
    return {
        "IsFromQueue": choice([rule(text(MESSAGE), following="TakeFromQueue")], default=following),
        "TakeFromQueue": task(
            "arn:aws:states:::aws-sdk:sqs:deleteMessage",
            {"QueueUrl": parts.overflow, "ReceiptHandle.$": MESSAGE},
            retry=TAKEN,
            timeout=parts.call_timeout,
            result=None,
            following=following,
            # It comes again, and is a repetition.
            fallback=following,
        ),
    }


def may_overflow() -> State:
    """Of the validator: nobody has looked at the body yet."""
    return {"ErrorEquals": [THROTTLED], "Next": "MayOverflow"}


def overflows() -> State:
    """Of the analyzer: what is validated holds no card number."""
    return {"ErrorEquals": [THROTTLED], "ResultPath": None, "Next": "IsQueued"}
