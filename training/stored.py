"""The table of histories as DynamoDB holds it, of cards and terminals: what was stored is read back by the function."""

from lambdas.fraud_analyzer.history import TABLE, History, Item, read
from lambdas.fraud_analyzer.terminal import FRAUDS, MILLISECONDS_PER_DAY, ORDINARY
from lambdas.fraud_analyzer.transaction import Transaction

from .counted import Counted
from .reporting import Report


class Histories:
    """Items by their keys; each value is text, as DynamoDB hands it to the workflow."""

    def __init__(self) -> None:
        self.items: dict[str, dict[str, dict[str, str]]] = {}
        self.counted = Counted()

    def read(self, transaction: Transaction, at: int, day: str) -> History:
        """Return what the function reads of the items of a payment, at a time in milliseconds on `day` (`2026-11-26`).

        ValueError if the function could not read what was stored here.
        """
        keys = (_card(transaction.card_token), _terminal(transaction.terminal_id))
        found: list[Item] = [self.items[key] for key in keys if key in self.items]
        answer = {"Responses": {TABLE: found}, "UnprocessedKeys": {}}
        known = read({"available": True, "day": day, "answer": answer}, transaction, at=at)
        if known is None:
            raise ValueError(
                "a stored history cannot be read; fix training/stored.py or lambdas/fraud_analyzer/history.py"
            )
        return known

    def count(self, card_token: str, state: str, number: str) -> None:
        """Store a card's next state, as the workflow does with the function's answer."""
        key = _card(card_token)
        self.items[key] = {"key": {"S": key}, "state": {"S": state}, "seq": {"N": number}}

    def report(self, report: Report) -> None:
        """Add a confirmed fraud to its terminal, at the day of its payment, if it counts there."""
        if not self.counted.report(report, (report.terminal_id, report.card_token), fraud=True, now=report.due):
            return
        key = _terminal(report.terminal_id)
        item = self.items.setdefault(key, {"key": {"S": key}})
        for kind in (FRAUDS, ORDINARY) if report.ordinary else (FRAUDS,):
            name = f"{kind}{report.at // MILLISECONDS_PER_DAY}"
            item[name] = {"N": str(int(item.get(name, {"N": "0"})["N"]) + 1)}


def _card(token: str) -> str:
    return f"card#{token}"


def _terminal(terminal_id: str) -> str:
    return f"terminal#{terminal_id}"
