"""What follows from a decision that stands: event and alert; none of these states can undo it.

An alert carries a code, by which its customer can say *not me*: drawn here, given to the notifier alone, and stored as
a hash once the alert is sent, or may have been. Neither event nor dead letter holds it, and the log no data at all.
"""

from stacks.parts import ANALYSIS, TRANSACTION, VERDICT, Parts, keep
from stacks.rule import DETAIL_TYPE, SOURCE
from stacks.states import State, choice, invoke, task
from stacks.transient import EVENTS

# A UUID has 122 random bits, and its first eight digits are all random: 154 of them together.
CODE = "States.Format('{}{}', States.UUID(), States.ArrayGetItem(States.StringSplit(States.UUID(), '-'), 0))"
DRAWN = "$.not_me.code"
# The card's token stays with the stored row: reviewers look it up, the event does not carry it around.
PUBLISHED = ("transaction_id", "timestamp", "amount", "amount_usd", "currency", "merchant_id", "country")


def publication(parts: Parts) -> dict[str, State]:
    """Publish the event; one that cannot be published is kept."""
    return {
        "PublishEvent": task(
            "arn:aws:states:::events:putEvents",
            {"Entries": [_event(parts)]},
            retry=EVENTS,
            timeout=parts.call_timeout,
            result=None,
            following="NeedsNotification",
            fallback="KeepUnpublished",
        ),
        "KeepUnpublished": keep(
            parts, "event_not_published", following="NeedsNotification", fallback="TransactionNotSettled"
        ),
    }


def notification(parts: Parts) -> dict[str, State]:
    """Tell the customer where the analysis says so; what could not be told is kept.

    It does not say so of a payment that is fine, or that a person looks at only because its history was not to be had.
    """
    return {
        "NeedsNotification": choice(
            [{"Variable": f"{ANALYSIS}.alert", "BooleanEquals": False, "Next": "SettleTransaction"}],
            default="DrawCode",
        ),
        "DrawCode": {
            "Type": "Pass",
            "Parameters": {"code.$": CODE},
            "ResultPath": "$.not_me",
            "Next": "SendNotification",
        },
        "SendNotification": invoke(
            parts.notifier,
            # An attempt that ended without an answer may have told the customer all the same.
            {
                "Payload": {
                    "transaction.$": TRANSACTION,
                    "analysis.$": ANALYSIS,
                    "code.$": DRAWN,
                    "earlier_attempts.$": "$$.State.RetryCount",
                }
            },
            timeout=parts.invocation_timeout,
            result=None,
            following="SettleAlerted",
            fallback="KeepUnsent",
        ),
        # A message may have gone out all the same, and its code must not fail its customer.
        "KeepUnsent": keep(parts, "customer_not_notified", following="SettleAlerted", fallback="TransactionNotSettled"),
    }


def _event(parts: Parts) -> State:
    detail = {f"{name}.$": f"{TRANSACTION}.{name}" for name in PUBLISHED}
    detail |= {f"{name}.$": f"{ANALYSIS}.{name}" for name in VERDICT}
    return {"EventBusName": parts.bus, "Source": SOURCE, "DetailType": DETAIL_TYPE, "Detail": detail}
