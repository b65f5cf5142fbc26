"""What is thought of a transaction, and what is stored where nobody could think, or too many thought at once."""

from stacks import histories
from stacks.checks import DECISIONS, listed, number, one_of, rule, text, truth, truths
from stacks.histories import COUNTING
from stacks.overflowing import overflows
from stacks.parts import ANALYSIS, HISTORY, TRANSACTION, Parts
from stacks.review_indexes import SHARDS
from stacks.states import State, choice, invoke

# Whether the amount was ordinary for the card then, and what a shadow model said; empty where nobody knows.
TOLD = ("ordinary_amount", "shadow_model", "shadow_score_text")
# The score is from 0 to 1 with four decimals.
WHOLE = [
    *one_of(f"{ANALYSIS}.decision", DECISIONS),
    *number(f"{ANALYSIS}.score"),
    *one_of(f"{ANALYSIS}.score_text", ("0.*", "1.*"), "StringMatches"),
    *listed(f"{ANALYSIS}.reasons"),
    *text(*(f"{ANALYSIS}.{name}" for name in ("model", "rules", *TOLD))),
    *truths(f"{ANALYSIS}.alert", f"{ANALYSIS}.merchant.counted"),
    *text(f"{ANALYSIS}.merchant.weight", f"{ANALYSIS}.merchant.expires"),
]
COUNTED = [
    *WHOLE,
    *truth(f"{COUNTING}.counted", True),
    *text(*(f"{COUNTING}.{name}" for name in ("state", "seen", "next", "expires")), f"{HISTORY}.day"),
]
# Who has not seen the card's history approves nothing.
UNCOUNTED = [*WHOLE, *truth(f"{COUNTING}.counted", False), *one_of(f"{ANALYSIS}.decision", DECISIONS[1:])]
# A token is of one decision: an attempt with the same one is a repetition of that, and never of another. So the shard
# that a decision lies in by chance is drawn once too: under one token, only the same may be written again.
TOKEN = {"token.$": "States.UUID()", "shard.$": f"States.MathRandom(0, {SHARDS})"}
UNDECIDED = {
    "decision": "review",
    "score": 0,
    "score_text": "0",
    "model": "none",
    "rules": "none",
    "ordinary_amount": "",
    "shadow_model": "",
    "shadow_score_text": "",
    "alert": True,
}


def analysis(parts: Parts) -> dict[str, State]:
    """Score the transaction; without an answer that can be understood a person looks at it, and it is not approved.

    Where the card's history changed between read and write, it is read and scored once more, and then a person looks:
    many payments of one card at once are approved one after the other, or not at all.
    """
    return {
        "AnalyzeTransaction": _analyze(parts, following="IsAnalyzed"),
        "IsAnalyzed": _counted("StoreTransaction"),
        "ReadHistoryAgain": histories.read(
            parts, of=TRANSACTION, following="AnalyzeTransactionAgain", fallback="ReviewContended"
        ),
        "AnalyzeTransactionAgain": _analyze(parts, following="IsAnalyzedAgain"),
        "IsAnalyzedAgain": _counted("StoreTransactionAgain"),
        "ReviewInstead": _review("analysis_unavailable"),
        "ReviewContended": _review("history_contended"),
    }


def _analyze(parts: Parts, *, following: str) -> State:
    return invoke(
        parts.analyzer,
        {"Payload": {"transaction.$": TRANSACTION, "history.$": HISTORY}},
        select=TOKEN,
        timeout=parts.invocation_timeout,
        result="$.analysis",
        following=following,
        # Too many payments are no reason to suspect one.
        retry=(),
        catch=[overflows()],
        fallback="ReviewInstead",
    )


def _counted(store: str) -> State:
    rules = [rule(COUNTED, following=store), rule(UNCOUNTED, following="StoreUncounted")]
    return choice(rules, default="ReviewInstead")


def _review(reason: str) -> State:
    return {
        "Type": "Pass",
        "Parameters": {"Payload": {**UNDECIDED, "reasons": [reason]}, **TOKEN},
        "ResultPath": "$.analysis",
        "Next": "StoreUncounted",
    }
