"""What the command calls the system's parts is what the stack calls them."""

import re
from typing import Any

from policies.requirements import REFUSALS
from review.names import (
    CARD,
    CARD_PAYMENTS,
    DETAIL_TYPE,
    HISTORIES,
    OPEN_REVIEWS,
    OVERDUE_SECONDS,
    QUEUE,
    REVIEW_SHARD,
    SHARDS,
    SOURCE,
    TRANSACTIONS,
)
from review.reasons import words
from review.sweep import HIDDEN_SECONDS
from review.writes import KEPT_SECONDS
from stacks import report_writes, review_indexes, rule


def test_tables_and_indexes_are_the_stack_s(stack: dict[str, Any]) -> None:
    tables = {table["name"]: table for table in stack["resource"]["aws_dynamodb_table"].values()}
    # What was refused out of the queue, nobody reviews.
    assert {TRANSACTIONS, HISTORIES} == {*tables} - {REFUSALS}
    indexes = {index["name"]: index["hash_key"] for index in tables[TRANSACTIONS]["global_secondary_index"]}
    assert indexes == {OPEN_REVIEWS: REVIEW_SHARD, CARD_PAYMENTS: CARD}
    assert (review_indexes.REVIEW_SHARD, review_indexes.SHARDS) == (REVIEW_SHARD, SHARDS)


def test_the_queue_and_its_events_are_the_stack_s(stack: dict[str, Any], states: dict[str, Any]) -> None:
    assert announcing(stack)["name"] == QUEUE
    assert (rule.SOURCE, rule.DETAIL_TYPE) == (SOURCE, DETAIL_TYPE)
    (entry,) = states["PublishEvent"]["Parameters"]["Entries"]
    assert (entry["Source"], entry["DetailType"]) == (SOURCE, DETAIL_TYPE)
    key = states["StoreTransaction"]["Parameters"]["TransactItems"][1]["Update"]["Key"]
    assert key["timestamp"] == {"N.$": "$.validation.Payload.transaction.timestamp_text"}
    assert {"transaction_id.$", "timestamp.$"} <= entry["Detail"].keys()


def test_a_sweep_goes_by_the_age_at_which_the_alarm_rings_which_says_what_to_do(stack: dict[str, Any]) -> None:
    """SQS leaves out of the age of the oldest message what was received three times."""
    alarms = stack["resource"]["aws_cloudwatch_metric_alarm"].values()
    aged = [alarm for alarm in alarms if alarm["metric_name"] == "ApproximateAgeOfOldestMessage"]
    (alarm,) = [alarm for alarm in aged if "reviewer" in alarm["alarm_description"]]
    assert alarm["threshold"] == OVERDUE_SECONDS < 2 * HIDDEN_SECONDS
    assert "20 hours" in alarm["alarm_description"]
    assert {"list", "sweep"} <= {*re.findall(r"python -m review (\w+)", alarm["alarm_description"])}


def announcing(stack: dict[str, Any]) -> dict[str, Any]:
    """The queue that the rules of the bus deliver into."""
    (arn,) = {target["arn"] for target in stack["resource"]["aws_cloudwatch_event_target"].values()}
    return dict(stack["resource"]["aws_sqs_queue"][arn.split(".")[1]])


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
