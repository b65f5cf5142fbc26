"""What follows from a decision that stands: event and alert; none of these states can undo it."""

from stacks.parts import ANALYSIS, TRANSACTION, VERDICT, Parts, keep
from stacks.rule import DETAIL_TYPE, SOURCE
from stacks.states import State, choice, invoke, task
from stacks.transient import EVENTS

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
            default="SendNotification",
        ),
        "SendNotification": invoke(
            parts.notifier,
            # An attempt that ended without an answer may have told the customer all the same.
            {
                "Payload": {
                    "transaction.$": TRANSACTION,
                    "analysis.$": ANALYSIS,
                    "earlier_attempts.$": "$$.State.RetryCount",
                }
            },
            timeout=parts.invocation_timeout,
            result=None,
            following="SettleTransaction",
            fallback="KeepUnsent",
        ),
        "KeepUnsent": keep(
            parts, "customer_not_notified", following="SettleTransaction", fallback="TransactionNotSettled"
        ),
    }


def _event(parts: Parts) -> State:
    detail = {f"{name}.$": f"{TRANSACTION}.{name}" for name in PUBLISHED}
    detail |= {f"{name}.$": f"{ANALYSIS}.{name}" for name in VERDICT}
    return {"EventBusName": parts.bus, "Source": SOURCE, "DetailType": DETAIL_TYPE, "Detail": detail}
