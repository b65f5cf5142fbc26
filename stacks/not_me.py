"""*Not me*: what the code of an alert does, which its customer has and nobody else.

It is of one transaction, says *fraud* alone, and is spent by the write that marks the card. The mark is an attribute of
its own beside the card's state: the analyzer declines what is unusual for a card that has one. It names its
transaction, and goes with a later verdict that this one was genuine.
"""

from stacks.jsonata import caught, choice, of, task, when
from stacks.report_reads import MARKER_KEY, ROW_KEY, Tables
from stacks.report_writes import EXPIRES, together
from stacks.states import State
from stacks.transient import MARK, UNFIT

CODE = "$exists($report.code)"
HASH = "$hash($report.code, 'SHA-256')"
EXECUTION = "$states.context.Execution.Name"
LIVES_MS = 7 * 86_400_000
# A code that this very execution has spent, and not heard of it, is still good.
GOOD = (
    f"$kind = 'customer' and $report.verdict = 'fraud' and {HASH} in $codes and "
    f"($alerted = '' ? false : $millis() < $toMillis($alerted) + {LIVES_MS}) and ($spent = '' or $spent = {EXECUTION})"
)
CARD_KEY = {"key": {"S": of("'card#' & $card")}}
ID = {"S": of("$report.transaction_id")}
NOW = {"N": of("$string($millis())")}


def not_me(tables: Tables, *, spent: str, refused: str) -> dict[str, State]:
    """Refuse a code that is not good before anything is written; spend it, or free the card, once the verdict is."""
    # Of a card that was erased nothing is known any more.
    spends = when(f"{CODE} and $standing = 'fraud' and $card != ''", "SpendCode")
    # The row says that its code was spent: no verdict is written where it says so only since it was read.
    frees = when("$standing = 'genuine' and $marked != '' and $card != ''", "FreeCard")
    return {
        "IsCodeGood": choice([when(GOOD, "Stands")], default=refused),
        "Follows": choice([spends, frees], default=spent),
        "SpendCode": together(tables, _spent(tables), _marked(tables), _noted(tables), following=spent),
        "FreeCard": task(
            "arn:aws:states:::dynamodb:updateItem",
            _freed(tables),
            retry=MARK[0],
            timeout=tables.call_timeout,
            catch=[caught(UNFIT, following=spent), caught("States.ALL", following="ReportNotStored")],
            following=spent,
        ),
    }


def _spent(tables: Tables) -> State:
    return {
        "TableName": tables.table,
        "Key": MARKER_KEY,
        "UpdateExpression": "SET spent = :execution",
        "ConditionExpression": "contains(codes, :code) AND (attribute_not_exists(spent) OR spent = :execution)",
        "ExpressionAttributeValues": {
            ":code": {"S": of(HASH)},
            ":execution": {"S": of(EXECUTION)},
        },
    }


def _marked(tables: Tables) -> State:
    return {
        "TableName": tables.histories,
        "Key": CARD_KEY,
        "UpdateExpression": "SET not_me_at = :now, not_me_by = :id, #expires = if_not_exists(#expires, :expires)",
        "ExpressionAttributeNames": {"#expires": "expires"},
        "ExpressionAttributeValues": {
            ":now": NOW,
            ":id": ID,
            # Twice as long as the analyzer heeds the mark, for a card of which nothing else is known.
            ":expires": EXPIRES,
        },
    }


def _noted(tables: Tables) -> State:
    """At the row, unless somebody of a higher rank has called it genuine meanwhile, or has erased whose card it was."""
    return {
        "TableName": tables.table,
        "Key": ROW_KEY,
        "UpdateExpression": "SET not_me_at = :now",
        "ConditionExpression": "reported = :fraud AND card_token = :card",
        "ExpressionAttributeValues": {":now": NOW, ":fraud": {"S": "fraud"}, ":card": {"S": of("$card")}},
    }


def _freed(tables: Tables) -> State:
    return {
        "TableName": tables.histories,
        "Key": CARD_KEY,
        "UpdateExpression": "REMOVE not_me_at, not_me_by",
        "ConditionExpression": "not_me_by = :id",
        "ExpressionAttributeValues": {":id": ID},
    }
