"""What the workflow stores of a transaction: the row, and the marker that keeps its id to itself."""

from __future__ import annotations

from collections.abc import Mapping

from policies.vocabulary.workflow import ANALYSIS, TRANSACTION, VALIDATION

UNSEEN = "attribute_not_exists(transaction_id)"
MARKED: Mapping[str, Mapping[str, str]] = {
    "timestamp": {"N": "0"},
    "transaction_id": {"S.$": f"{TRANSACTION}.transaction_id"},
    "digest": {"S.$": f"{VALIDATION}.digest"},
    "decision": {"S.$": f"{ANALYSIS}.decision"},
    "score": {"N.$": f"{ANALYSIS}.score_text"},
    "reasons": {"S.$": f"States.JsonToString({ANALYSIS}.reasons)"},
}
ROW: Mapping[str, Mapping[str, str]] = {
    **MARKED,
    "timestamp": {"N.$": f"{TRANSACTION}.timestamp_text"},
    "amount": {"N.$": f"{TRANSACTION}.amount_text"},
    "currency": {"S.$": f"{TRANSACTION}.currency"},
    "card_token": {"S.$": f"{TRANSACTION}.card_token"},
    "merchant_id": {"S.$": f"{TRANSACTION}.merchant_id"},
    "terminal_id": {"S.$": f"{TRANSACTION}.terminal_id"},
    "country": {"S.$": f"{TRANSACTION}.country"},
    "model": {"S.$": f"{ANALYSIS}.model"},
}
