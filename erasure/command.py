"""The command line of the erasure: it says what there is; with --apply it erases it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import boto3
import click
from botocore.config import Config

from commands.process import Stopped
from erasure.holdings import cards_of, rows_of
from erasure.names import HISTORIES, TRANSACTIONS
from erasure.tables import Row, erase_history, erase_row, has_history, rows

CONFIG = Config(connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 4, "mode": "standard"})
STDIN = "-"
LONGEST = 128


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--card", metavar="TOKEN", help="The card's token; - reads it from standard input.")
@click.option("--customer", metavar="TOKEN", help="The customer's token; - reads it from standard input.")
@click.option("--apply", "applied", is_flag=True, help="Erase. Without it, nothing is changed.")
def erasure(card: str | None, customer: str | None, applied: bool) -> None:
    """Show what the deployed system holds of a card or a customer, and erase it.

    Of each stored transaction, the tokens of card, customer and device go; the decision, its time, place and amount
    stay, since they are the record of the system. The histories of the cards are deleted. It reads the whole table of
    transactions, and uses your own AWS credentials and region.

    Queues and backups are not reached: settle the dead letters, and backups end with their own time.

    \b
    Examples:
      printf %s "$TOKEN" | python -m erasure --card -
      printf %s "$TOKEN" | python -m erasure --customer - --apply

    \b
    Exit status:
      0  nothing is held any more, or nothing was to be changed
      1  something came meanwhile, and is left
      2  it could not be run
    """
    if (card is None) is (customer is None):
        raise click.UsageError("name either --card or --customer")
    card, customer = (None if given is None else _token(given) for given in (card, customer))
    dynamodb = boto3.client("dynamodb", config=CONFIG)
    cards = (card,) if card else cards_of(customer or "", rows(dynamodb))
    found, remembered = _held(dynamodb, cards, customer)
    if not applied:
        _say("holds", len(found), len(remembered))
        print("nothing was changed; erase it with --apply", file=sys.stderr)
        return
    # The histories first: once no row names the customer, nobody finds the cards any more.
    for each in remembered:
        erase_history(dynamodb, each)
    for row in found:
        erase_row(dynamodb, row)
    _say("erased", len(found), len(remembered))
    later, again = _held(dynamodb, cards, customer)
    if later or again:
        raise Stopped(f"{len(later)} rows and {len(again)} histories came meanwhile; run it again for each card")


def _held(dynamodb: Any, cards: Sequence[str], customer: str | None) -> tuple[list[Row], list[str]]:
    """The rows that tell whose they are, and the cards that have a history."""
    return rows_of(cards, customer, rows(dynamodb)), [card for card in cards if has_history(dynamodb, card)]


def _token(given: str) -> str:
    read = sys.stdin.read(LONGEST + 1).strip() if given == STDIN else given
    if not read or len(read) > LONGEST:
        raise click.UsageError(f"a token has 1 to {LONGEST} characters")
    return read


def _say(verb: str, transactions: int, histories: int) -> None:
    print(f"{TRANSACTIONS}: {verb} the tokens of {transactions} rows")
    print(f"{HISTORIES}: {verb} the histories of {histories} cards")
