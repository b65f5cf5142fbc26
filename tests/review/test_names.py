"""What the command calls the system's parts is what the stack calls them."""

from typing import Any

from review.names import CARD, CARD_PAYMENTS, HISTORIES, OPEN_REVIEWS, REVIEW_SHARD, SHARDS, TRANSACTIONS
from review.reasons import words
from review.writes import KEPT_SECONDS
from stacks import report_writes, review_indexes


def test_tables_and_indexes_are_the_stack_s(stack: dict[str, Any]) -> None:
    tables = {table["name"]: table for table in stack["resource"]["aws_dynamodb_table"].values()}
    assert {TRANSACTIONS, HISTORIES} == {*tables}
    indexes = {index["name"]: index["hash_key"] for index in tables[TRANSACTIONS]["global_secondary_index"]}
    assert indexes == {OPEN_REVIEWS: REVIEW_SHARD, CARD_PAYMENTS: CARD}
    assert (review_indexes.REVIEW_SHARD, review_indexes.SHARDS) == (REVIEW_SHARD, SHARDS)


def test_a_row_that_is_to_be_reviewed_is_the_only_one_in_the_index(states: dict[str, Any]) -> None:
    items = states["StoreTransaction"]["Parameters"]["TransactItems"]
    name = items[1]["Update"]["ExpressionAttributeNames"]["#shard.$"]
    assert name == "States.Format('{}_shard', $.analysis.Payload.decision)"
    assert REVIEW_SHARD == "review_shard"


def test_no_role_may_query_an_index(stack: dict[str, Any]) -> None:
    """Its grants are given to nobody: whoever reviews has them from elsewhere."""
    policies = str(stack["resource"]["aws_iam_role_policy"])
    assert "dynamodb:Query" not in policies
    assert "/index/" not in policies


def test_each_code_of_the_rules_has_words() -> None:
    assert {"fraud_confirmed_at_terminal", "model_amount", "history_unavailable"} <= {*words()}


def test_a_verdict_keeps_what_is_counted_as_long_as_a_report_does() -> None:
    assert report_writes.KEPT_SECONDS == KEPT_SECONDS
