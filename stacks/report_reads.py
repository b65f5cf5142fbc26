"""What a report reads: the marker of the transaction, its row, and whether the card has counted at the terminal."""

from dataclasses import dataclass

from stacks.jsonata import of

ROW_KEY = {"transaction_id": {"S": of("$report.transaction_id")}, "timestamp": {"N": of("$time")}}
MARKER_KEY = {**ROW_KEY, "timestamp": {"N": "0"}}
CARD = {"key": {"S": of("'reported#' & $terminal & '#' & $card")}}
# Those of the marker: what is known of the code of the transaction's alert.
MARKER = {"time": "row_timestamp.N", "codes": "codes.SS", "alerted": "alerted_at.S", "spent": "spent.S"}
# The variables of the row, by the paths of its attributes.
ROW = {
    "owner": "client.S",
    "reported": "reported.S",
    "rank_before": "reported_rank.N",
    "at_before": "reported_at.N",
    "counted": "counted.S",
    "terminal": "terminal_id.S",
    "card": "card_token.S",
    "ordinary": "ordinary_amount.S",
    "paid": "timestamp.N",
    "marked": "not_me_at.N",
}


@dataclass(frozen=True, kw_only=True)
class Tables:
    """Names of the tables, and how long a call may take, in seconds."""

    table: str
    histories: str
    call_timeout: int
