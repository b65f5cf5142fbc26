"""Encrypted topics and who hears them."""

from collections.abc import Iterable

from cdktf_cdktf_provider_aws.sns_topic import SnsTopic
from cdktf_cdktf_provider_aws.sns_topic_subscription import SnsTopicSubscription
from constructs import Construct

from stacks.document import ACCOUNT, Statement, document, policy
from stacks.key import Key
from stacks.settings import Settings
from stacks.subscriber import Subscriber


class Topic(Construct):
    """`senders` are policy statements for services that publish.

    Roles of this account need no statement: their own policies decide.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        key: Key,
        subscribers: Iterable[Subscriber],
        senders: tuple[Statement, ...] = (),
        settings: Settings,
    ) -> None:
        super().__init__(scope, f"{name}-topic")
        topic = SnsTopic(
            self,
            "topic",
            name=name,
            kms_master_key_id=key.arn,
            policy=policy(*senders, _only_encrypted_transport(topic_arn(name, settings))),
        )
        for subscriber in subscribers:
            SnsTopicSubscription(
                self,
                subscriber.name,
                topic_arn=topic.arn,
                protocol=subscriber.protocol,
                endpoint=subscriber.endpoint,
                **_filter(subscriber),
            )
        self.label = name
        self.name: str = topic.name
        self.arn: str = topic.arn
        self.key_arn = key.arn


def topic_arn(name: str, settings: Settings) -> str:
    """The ARN by name, for the topic's own policy, which cannot refer to the topic."""
    return f"arn:aws:sns:{settings.region}:{ACCOUNT}:{name}"


def alarms(topic: str, settings: Settings) -> Statement:
    """This account's alarms may publish to the topic of this name."""
    return {
        "Sid": "Alarms",
        "Effect": "Allow",
        "Principal": {"Service": "cloudwatch.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": topic_arn(topic, settings),
        "Condition": {
            "StringEquals": {"aws:SourceAccount": ACCOUNT},
            "ArnLike": {"aws:SourceArn": f"arn:aws:cloudwatch:{settings.region}:{ACCOUNT}:alarm:*"},
        },
    }


def _filter(subscriber: Subscriber) -> dict[str, str]:
    if subscriber.chosen is None:
        return {}
    return {"filter_policy": document(subscriber.chosen), "filter_policy_scope": "MessageAttributes"}


def _only_encrypted_transport(arn: str) -> Statement:
    return {
        "Sid": "OnlyEncryptedTransport",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "sns:Publish",
        "Resource": arn,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
