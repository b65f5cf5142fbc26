"""The branch beside the validation: what is remembered of the card, the terminal and the merchant of a request."""

from stacks import histories
from stacks.checks import rule, text
from stacks.histories import TODAY
from stacks.parts import HISTORY, RECEIPT, REQUEST, Parts
from stacks.states import State, choice

# Ids as the caller sent them: the validator, which judges their form meanwhile, changes none.
CARD, MERCHANT, TERMINAL = (f"{REQUEST}.{name}" for name in ("card_token", "merchant_id", "terminal_id"))


def remembering(parts: Parts) -> dict[str, State]:
    """Keys are made of texts alone, and a path is only followed where it leads to one: nothing here can fail uncaught.

    A payment without a terminal, as online, reads an item that nobody writes. A key that the table refuses, since it is
    too long, is of a body that the validator refuses too.
    """
    return {
        "HasIds": choice(
            [
                rule(text(CARD, MERCHANT, TERMINAL), following="NameHistory"),
                rule(text(CARD, MERCHANT), following="NameHistoryWithoutTerminal"),
            ],
            default="HistoryUnavailable",
        ),
        "NameHistory": _named({"terminal_id.$": TERMINAL}),
        "NameHistoryWithoutTerminal": _named({"terminal_id": ""}),
        "ReadHistory": histories.read(parts, of="$.ids", following=None, fallback="HistoryUnavailable"),
        # Not the same as a card that was never seen: the analyzer then approves nothing.
        "HistoryUnavailable": {
            "Type": "Pass",
            "Result": {"available": False},
            "ResultPath": HISTORY,
            "End": True,
        },
    }


def _named(terminal: State) -> State:
    ids = {"card_token.$": CARD, "merchant_id.$": MERCHANT, **terminal}
    history = {"available": True, "day.$": TODAY}
    kept = {"request.$": REQUEST, "receipt.$": RECEIPT, "history": history, "ids": ids}
    return {"Type": "Pass", "Parameters": kept, "Next": "ReadHistory"}
