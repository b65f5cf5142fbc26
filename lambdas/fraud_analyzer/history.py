"""What was read of card, terminal and merchant; what cannot be read in full is unavailable, which is not *new*."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from json import dumps, loads

from . import alerts, card_state, recent_state
from . import terminal as terminals
from .alerts import NEVER_ALERTED, LastAlert
from .card import Card
from .merchant import Merchant, beginning, read_weight
from .not_me import is_all, said_at
from .recent import MILLISECONDS_PER_DAY, Recent
from .terminal import Terminal
from .transaction import Transaction

TABLE = "card-histories"
SHARDS = 4
LONGEST_STATE = 4096
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SEQUENCE = re.compile(r"[1-9][0-9]{0,14}")

NEW_CARD, NEVER_USED, NEVER_REPORTED = Card(), Recent(), Terminal()

# An item as DynamoDB writes it: `{"seq": {"N": "3"}}`.
Item = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class History:
    """What is known before a payment; `seen` is the number of the card's last update, 0 for a card never seen.

    `not_me` is when its customer said so last, in milliseconds, and 0 where nobody did.
    """

    merchant: Merchant
    card: Card = NEW_CARD
    recent: Recent = NEVER_USED
    terminal: Terminal = NEVER_REPORTED
    seen: int = 0
    alert: LastAlert = NEVER_ALERTED
    not_me: int = 0


def read(written: object, transaction: Transaction, *, at: int) -> History | None:
    """Read what the workflow read for a payment at `at` (ms); None if it is unavailable in whole or in part."""
    try:
        return _history(written, transaction, at)
    except (ValueError, OverflowError, RecursionError):
        return None


def state(card: Card, recent: Recent, alert: LastAlert = NEVER_ALERTED) -> str:
    """Return what is kept of a card, as the text of its item's `state`; most cards never had an alert."""
    kept = {"card": card_state.written(card), "recent": recent_state.written(recent)}
    told = {} if alert == NEVER_ALERTED else {"alert": alerts.written(alert)}
    return dumps({**kept, **told}, separators=(",", ":"))


def _history(written: object, transaction: Transaction, at: int) -> History:
    if not isinstance(written, dict) or set(written) != {"available", "day", "answer"}:
        raise ValueError  # unavailable
    day, items = written["day"], _items(written["answer"])
    if written["available"] is not True or not isinstance(day, str) or not _DAY.fullmatch(day):
        raise ValueError  # unavailable, or of no day
    begins = beginning(day)
    card, terminal = f"card#{transaction.card_token}", f"terminal#{transaction.terminal_id}"
    shards = [f"merchant#{transaction.merchant_id}#{day}#{shard}" for shard in range(SHARDS)]
    asked = {card, *shards, *([terminal] if transaction.terminal_id else [])}
    if abs(at - begins) > 2 * MILLISECONDS_PER_DAY or not items.keys() <= asked:
        raise ValueError  # of another day, or of keys that nobody asked for
    merchant = Merchant(
        begins, sum(read_weight(_value(items[shard], "weight", "N")) for shard in shards if shard in items)
    )
    reported = terminals.read(items[terminal]) if terminal in items else NEVER_REPORTED
    item = items.get(card, {})
    said = said_at(item)
    if not item or is_all(item):
        return History(merchant, terminal=reported, not_me=said)
    profile, recent, alert = _card(item)
    return History(merchant, profile, recent, reported, _seen(item), alert, said)


def _items(answer: object) -> dict[str, Item]:
    """The items of a BatchGetItem's answer by their keys; whatever was left unprocessed may be any of them."""
    responses = answer.get("Responses") if isinstance(answer, dict) and answer.get("UnprocessedKeys") == {} else None
    items = responses[TABLE] if isinstance(responses, dict) and set(responses) == {TABLE} else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ValueError  # not the answer of the table of histories, or not the whole of it
    found = {_value(item, "key", "S"): item for item in items}
    if len(found) != len(items):
        raise ValueError  # one key twice
    return found


def _card(item: Item) -> tuple[Card, Recent, LastAlert]:
    """A state is older than its last alert, and holds none, where the card had none since such are kept."""
    text = _value(item, "state", "S")
    values = loads(text) if len(text) <= LONGEST_STATE else None
    if not isinstance(values, dict) or {*values} - {"alert"} != {"card", "recent"}:
        raise ValueError  # a card's state is not of this version
    alert = alerts.read(values["alert"]) if "alert" in values else NEVER_ALERTED
    return card_state.read(values["card"]), recent_state.read(values["recent"]), alert


def _seen(item: Item) -> int:
    text = _value(item, "seq", "N")
    if not _SEQUENCE.fullmatch(text):
        raise ValueError  # a card's seq counts no updates
    return int(text)


def _value(item: Item, name: str, kind: str) -> str:
    """The text of an attribute of this type; ValueError for any other."""
    attribute = item.get(name)
    value = attribute.get(kind) if isinstance(attribute, dict) and len(attribute) == 1 else None
    if not isinstance(value, str):
        raise ValueError  # an attribute is missing, or of another type
    return value
