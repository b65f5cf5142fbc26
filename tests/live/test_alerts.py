"""Whom an alert reaches on the local AWS: the subscriptions' own filters, put before queues that can be looked into."""

import json
from typing import Any

import pytest

from live.aws import ACCOUNT
from live.story import transaction
from live.system import System
from live.traces import ALERTS
from policies.requirements import REGION
from tests.live.customer import CUSTOMER


def heard(system: System, name: str, chosen: dict[str, Any]) -> str:
    """A queue that hears the alerts by this filter."""
    sqs = system.aws.client("sqs")
    arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"
    open_to_sns = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage"}
    policy = {"Version": "2012-10-17", "Statement": [{**open_to_sns, "Resource": arn}]}
    sqs.create_queue(QueueName=name, Attributes={"Policy": json.dumps(policy)})
    asked = {"FilterPolicy": json.dumps(chosen), "FilterPolicyScope": "MessageAttributes"}
    system.aws.client("sns").subscribe(TopicArn=ALERTS, Protocol="sqs", Endpoint=arn, Attributes=asked)
    return name


@pytest.fixture
def filters(system: System) -> dict[str, Any]:
    """The filter of each deployed subscription, by its protocol."""
    sns = system.aws.client("sns")
    found = {}
    for each in sns.list_subscriptions_by_topic(TopicArn=ALERTS)["Subscriptions"]:
        arn = each["SubscriptionArn"]
        asked = (
            {} if arn == "PendingConfirmation" else sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
        )
        if "FilterPolicy" in asked:
            found[each["Protocol"]] = json.loads(asked["FilterPolicy"])
    return found


def test_an_alert_reaches_the_common_phone_and_its_own_customer_and_nobody_else(
    system: System, filters: dict[str, Any]
) -> None:
    common = filters["sms"]
    own = {**common, "channel": ["own-sms"]}
    queues = {
        "common": heard(system, "heard-common", common),
        "own": heard(system, "heard-own", {**own, "customer": ["c-42"]}),
        "other": heard(system, "heard-other", {**own, "customer": ["c-43"]}),
        "letter": heard(system, "heard-letter", {**common, "channel": ["letter"]}),
    }
    system.post(transaction(amount=6000.0, **CUSTOMER))
    system.post(transaction(amount=6000.0))
    reached = {who: len(system.traces.taken(queue)) for who, queue in queues.items()}
    assert reached == {"common": 2, "own": 1, "other": 0, "letter": 0}


def test_a_card_under_attack_alerts_once_and_again_where_it_gets_worse(system: System) -> None:
    card = transaction()["card_token"]
    system.traces.alerts()
    for amount in (6000.0, 6100.0, 6200.0):
        assert system.post(transaction(amount=amount, card_token=card)).json["decision"] == "review"
    assert len(system.traces.alerts()) == 1
    system.post(transaction(amount=30_000.0, card_token=card))
    (worse,) = system.traces.alerts()
    assert worse["Message"].endswith("And 2 further payments held or declined since.")
