"""How a reviewer finds payments: those that wait for a person, and those of a card.

An index writes what it holds once more, so each holds what a list shows and no more. Neither holds a customer's or a
device's token; that of a card orders its own payments.
"""

from stacks.parts import ANALYSIS
from stacks.table import Index

# A row names its shard, from "0" on, by what was decided: approve_shard, decline_shard, or this one. So only what waits
# for a person is in the index, and a verdict takes it out. One shard takes 1,000 writes a second, and what no index
# takes is not stored either: where the analysis fails, every payment of a busy day waits for a person.
SHARD_NAME = f"States.Format('{{}}_shard', {ANALYSIS}.decision)"
REVIEW_SHARD, SHARDS = "review_shard", 8
_LISTED = ("amount_usd_text", "claimed_by", "claimed_until", "reasons", "score")
_PAST = (
    *("amount_usd_text", "country", "decision", "entry_mode"),
    *("merchant_id", "merchant_name", "reported", "reported_by", "terminal_id"),
)

REVIEW_INDEXES = (
    Index(name="open-reviews", keyed_by=(REVIEW_SHARD, "timestamp"), holding=_LISTED),
    Index(name="card-payments", keyed_by=("card_token", "timestamp"), holding=_PAST),
)
