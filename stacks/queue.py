"""Encrypted queues and their dead-letter queues."""

from collections.abc import Sequence

from cdktf_cdktf_provider_aws.sqs_queue import SqsQueue
from constructs import Construct

from stacks.document import ACCOUNT, Statement, document, policy
from stacks.key import Key
from stacks.settings import Settings


class DeadLetterQueue(Construct):
    """Keeps for the longest time that we allow what could not be delivered; `sources` are queues that redrive here."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        key: Key,
        sources: Sequence[str] = (),
        senders: Sequence[str],
        settings: Settings,
    ) -> None:
        super().__init__(scope, name)
        queue = SqsQueue(
            self,
            "queue",
            name=name,
            kms_master_key_id=key.arn,
            message_retention_seconds=settings.dead_letter_retention,
            redrive_allow_policy=document(_redrive([queue_arn(source, settings) for source in sources])),
            policy=_queue_policy(queue_arn(name, settings), senders),
        )
        self.label = name
        self.name: str = queue.name
        self.arn: str = queue.arn
        self.url: str = queue.url
        self.key_arn = key.arn


class Queue(Construct):
    """`senders` are the ARNs of the EventBridge rules that may send to it, if any.

    What has been received `attempts` times goes to `failures`; each time it is hidden for `visibility` seconds.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        key: Key,
        senders: Sequence[str],
        failures: DeadLetterQueue,
        attempts: int,
        visibility: int,
        settings: Settings,
    ) -> None:
        super().__init__(scope, name)
        redrive = {"deadLetterTargetArn": failures.arn, "maxReceiveCount": attempts}
        queue = SqsQueue(
            self,
            "queue",
            name=name,
            kms_master_key_id=key.arn,
            message_retention_seconds=settings.message_retention,
            visibility_timeout_seconds=visibility,
            redrive_policy=document(redrive),
            redrive_allow_policy=document(_redrive([])),
            policy=_queue_policy(queue_arn(name, settings), senders),
        )
        self.label = name
        self.name: str = queue.name
        self.arn: str = queue.arn
        self.url: str = queue.url
        self.key_arn = key.arn


def queue_arn(name: str, settings: Settings) -> str:
    """The ARN by name, for the queue's own policy, which cannot refer to the queue."""
    return f"arn:aws:sqs:{settings.region}:{ACCOUNT}:{name}"


def _redrive(sources: list[str]) -> dict[str, object]:
    return {"redrivePermission": "byQueue", "sourceQueueArns": sources} if sources else {"redrivePermission": "denyAll"}


def _queue_policy(arn: str, senders: Sequence[str]) -> str:
    events: Statement = {
        "Sid": "Events",
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}, "ArnEquals": {"aws:SourceArn": list(senders)}},
    }
    transport: Statement = {
        "Sid": "OnlyEncryptedTransport",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "sqs:*",
        "Resource": arn,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return policy(*([events] if senders else []), transport)
