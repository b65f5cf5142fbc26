"""Topics, queues, the bus and its rules: encrypted, closed to others, and losing nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from cdktf import TerraformStack

from stacks.bus import Bus
from stacks.key import Key
from stacks.overflow import Overflow
from stacks.queue import DeadLetterQueue, Queue
from stacks.review import Review
from stacks.settings import Settings
from stacks.subscriber import Subscriber, alarmed, alerted
from stacks.topic import Topic, alarms
from stacks.variables import Variables

Resources = Callable[[], dict[str, list[dict[str, Any]]]]
KEY = "${aws_kms_key.shared-key_"


def statements(text: str) -> dict[str, dict[str, Any]]:
    return {statement["Sid"]: statement for statement in json.loads(text)["Statement"]}


def test_a_topic_is_encrypted_at_rest_and_refuses_plain_transport(
    scope: TerraformStack, key: Key, settings: Settings, resources: Resources
) -> None:
    mailbox = Subscriber(name="email", protocol="email", endpoint="${var.alert_email}")
    Topic(scope, "fraud-alerts", key=key, subscribers=[mailbox], settings=settings)
    made = resources()
    (topic,), (subscription,) = made["aws_sns_topic"], made["aws_sns_topic_subscription"]
    assert topic["kms_master_key_id"].startswith(KEY)
    (only,) = json.loads(topic["policy"])["Statement"]
    assert (only["Effect"], only["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    assert (subscription["protocol"], subscription["endpoint"]) == ("email", "${var.alert_email}")
    assert "filter_policy" not in subscription


def test_each_customer_hears_of_their_own_payments_and_one_mailbox_and_one_phone_of_all(
    scope: TerraformStack, key: Key, resources: Resources
) -> None:
    settings = Settings(customers=("c-42", "A_7"))
    Topic(scope, "fraud-alerts", key=key, subscribers=alerted(Variables(scope, settings)), settings=settings)
    heard = {each["endpoint"]: each for each in resources()["aws_sns_topic_subscription"]}
    chosen = {endpoint: json.loads(each["filter_policy"]) for endpoint, each in heard.items()}
    severity = {"severity": ["review", "decline"]}
    assert chosen == {
        "${var.alert_email}": {"channel": ["email"], **severity},
        "${var.alert_phone}": {"channel": ["sms"], **severity},
        "${var.alert_email_of_c-42}": {"channel": ["own-email"], **severity, "customer": ["c-42"]},
        "${var.alert_phone_of_c-42}": {"channel": ["own-sms"], **severity, "customer": ["c-42"]},
        "${var.alert_email_of_A_7}": {"channel": ["own-email"], **severity, "customer": ["A_7"]},
        "${var.alert_phone_of_A_7}": {"channel": ["own-sms"], **severity, "customer": ["A_7"]},
    }
    assert {each["filter_policy_scope"] for each in heard.values()} == {"MessageAttributes"}


def test_alarms_have_nothing_to_be_chosen_by_and_reach_operations_unfiltered(
    scope: TerraformStack, settings: Settings
) -> None:
    assert [each.chosen for each in alarmed(Variables(scope, settings))] == [None]


def test_only_alarms_of_this_account_publish_to_the_operations_topic(settings: Settings) -> None:
    statement = alarms("operations", settings)
    assert statement["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert statement["Condition"]["StringEquals"] == {"aws:SourceAccount": "${var.account_id}"}
    assert statement["Resource"].endswith(":operations")


@pytest.fixture
def review(scope: TerraformStack, key: Key, settings: Settings) -> Review:
    failures = DeadLetterQueue(scope, "bus-dead-letters", key=key, senders=[], settings=settings)
    bus = Bus(scope, "fraud-detection", key=key, failures=failures)
    return Review(scope, bus=bus, key=key, failures_key=key, settings=settings)


@pytest.mark.usefixtures("review")
def test_the_bus_is_encrypted_and_loses_nothing(resources: Resources) -> None:
    (bus,) = resources()["aws_cloudwatch_event_bus"]
    assert bus["kms_key_identifier"].startswith(KEY)
    assert bus["dead_letter_config"]["arn"].startswith("${aws_sqs_queue.bus-dead-letters")


@pytest.mark.usefixtures("review")
def test_the_review_rules_exclude_each_other(settings: Settings, resources: Resources) -> None:
    patterns = {rule["name"]: json.loads(rule["event_pattern"]) for rule in resources()["aws_cloudwatch_event_rule"]}
    above, rest = ([{"numeric": [comparison, settings.review_threshold]}] for comparison in (">", "<="))
    assert patterns["high-value"]["detail"] == {"amount_usd": [*above, None]}
    assert patterns["review-decisions"]["detail"] == {"decision": ["review"], "amount_usd": rest}


@pytest.mark.usefixtures("review")
def test_each_rule_delivers_to_the_review_queue_and_keeps_what_it_could_not_deliver(resources: Resources) -> None:
    targets = resources()["aws_cloudwatch_event_target"]
    assert len(targets) == len(resources()["aws_cloudwatch_event_rule"])
    for target in targets:
        assert target["arn"].startswith("${aws_sqs_queue.review_transaction-review_queue")
        assert target["dead_letter_config"]["arn"].startswith("${aws_sqs_queue.review_transaction-review-dead-letters")
        assert target["retry_policy"]["maximum_retry_attempts"] > 0


@pytest.mark.usefixtures("review")
def test_only_the_rules_send_to_the_review_queue_and_only_over_tls(resources: Resources) -> None:
    made = resources()
    (queue,) = (queue for queue in made["aws_sqs_queue"] if queue["name"] == "transaction-review")
    policy = statements(queue["policy"])
    senders = policy["Events"]["Condition"]["ArnEquals"]["aws:SourceArn"]
    assert {sender.split(".")[0] for sender in senders} == {"${aws_cloudwatch_event_rule"}
    assert len(senders) == len(made["aws_cloudwatch_event_rule"])
    assert policy["OnlyEncryptedTransport"]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


@pytest.mark.usefixtures("review")
def test_queues_are_encrypted_and_dead_letters_are_kept_for_longest(settings: Settings, resources: Resources) -> None:
    queues = {queue["name"]: queue for queue in resources()["aws_sqs_queue"]}
    assert all(queue["kms_master_key_id"].startswith(KEY) for queue in queues.values())
    redrive = json.loads(queues["transaction-review"]["redrive_policy"])
    assert redrive["deadLetterTargetArn"].startswith("${aws_sqs_queue.review_transaction-review-dead-letters")
    assert queues["transaction-review-dead-letters"]["message_retention_seconds"] == settings.dead_letter_retention
    allowed = json.loads(queues["transaction-review-dead-letters"]["redrive_allow_policy"])
    assert [arn.rsplit(":", 1)[1] for arn in allowed["sourceQueueArns"]] == ["transaction-review"]


def test_into_the_queue_of_what_is_throttled_and_its_dead_letters_no_rule_delivers(
    scope: TerraformStack, key: Key, settings: Settings, resources: Resources
) -> None:
    Overflow(scope, key=key, failures_key=key, settings=settings)
    queues = {queue["name"]: queue for queue in resources()["aws_sqs_queue"]}
    assert queues.keys() == {"transaction-overflow", "transaction-overflow-dead-letters"}
    for queue in queues.values():
        assert statements(queue["policy"]).keys() == {"OnlyEncryptedTransport"}
    redrive = json.loads(queues["transaction-overflow"]["redrive_policy"])
    assert redrive["deadLetterTargetArn"].startswith("${aws_sqs_queue.overflow_transaction-overflow-dead-letters")
    allowed = json.loads(queues["transaction-overflow-dead-letters"]["redrive_allow_policy"])
    assert [arn.rsplit(":", 1)[1] for arn in allowed["sourceQueueArns"]] == ["transaction-overflow"]


def test_a_queue_without_a_dead_letter_queue_cannot_be_made(
    scope: TerraformStack, key: Key, settings: Settings
) -> None:
    with pytest.raises(TypeError, match="failures"):
        Queue(scope, "lost", key=key, senders=[], settings=settings)  # type: ignore[call-arg]


def matches(pattern: dict[str, Any], detail: dict[str, Any]) -> bool:
    """Whether an event matches a pattern of exact values, null and numeric comparisons, as EventBridge decides."""
    return all(any(fits(value, detail[field]) for value in values) for field, values in pattern.items())


def fits(wanted: Any, value: Any) -> bool:
    if not isinstance(wanted, dict):
        return bool(value is wanted if wanted is None else value == wanted)
    (comparison, limit) = wanted["numeric"]
    number = isinstance(value, int | float) and -5e9 <= value <= 5e9
    return number and (value > limit if comparison == ">" else value <= limit)


@pytest.mark.usefixtures("review")
def test_what_needs_a_person_matches_one_rule_and_nothing_matches_two(settings: Settings, resources: Resources) -> None:
    limit = settings.review_threshold
    patterns = [json.loads(rule["event_pattern"])["detail"] for rule in resources()["aws_cloudwatch_event_rule"]]
    for dollars in (None, 0, 0.01, limit - 0.01, limit, limit + 0.01, settings.largest_amount_usd):
        for decision in ("approve", "review", "decline"):
            needs_a_person = decision == "review" or dollars is None or dollars > limit
            detail = {"decision": decision, "amount_usd": dollars}
            assert sum(matches(pattern, detail) for pattern in patterns) == int(needs_a_person), detail
