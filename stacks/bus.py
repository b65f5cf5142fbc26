"""The bus that carries what was decided about transactions."""

from cdktf_cdktf_provider_aws.cloudwatch_event_bus import CloudwatchEventBus, CloudwatchEventBusDeadLetterConfig
from constructs import Construct

from stacks.document import ACCOUNT
from stacks.key import Key
from stacks.queue import DeadLetterQueue
from stacks.settings import Settings


class Bus(Construct):
    """Encrypted; events that it cannot encrypt or decrypt go to `failures`."""

    def __init__(self, scope: Construct, name: str, *, key: Key, failures: DeadLetterQueue) -> None:
        super().__init__(scope, "bus")
        bus = CloudwatchEventBus(
            self,
            "bus",
            name=name,
            kms_key_identifier=key.arn,
            dead_letter_config=CloudwatchEventBusDeadLetterConfig(arn=failures.arn),
        )
        self.name: str = bus.name
        self.arn: str = bus.arn


def bus_arn(name: str, settings: Settings) -> str:
    """The ARN by name, for the policy of the queue that the bus refers to."""
    return f"arn:aws:events:{settings.region}:{ACCOUNT}:event-bus/{name}"
