"""The keys: one for each class of data, and who may use it."""

from constructs import Construct

from stacks.key import Key
from stacks.key_users import alarms_into_topic, event_bus, events_into_queue, log_groups, workflow_logs
from stacks.settings import Settings


class Keys(Construct):
    """EventBridge delivers into `queue` and `dead_letters`; alarms publish to `alarm_topic`."""

    def __init__(
        self, scope: Construct, *, bus: str, queue: str, dead_letters: list[str], alarm_topic: str, settings: Settings
    ) -> None:
        super().__init__(scope, "keys")
        self.transactions = Key(self, "transactions", users=[workflow_logs(settings)], settings=settings)
        self.messages = Key(
            self,
            "messages",
            users=[
                *event_bus(bus, settings),
                events_into_queue(queue, settings),
                alarms_into_topic(alarm_topic, settings),
            ],
            settings=settings,
        )
        # Not the key for messages: what that key refuses ends here.
        self.dead_letters = Key(
            self, "dead-letters", users=[events_into_queue(name, settings) for name in dead_letters], settings=settings
        )
        self.logs = Key(self, "logs", users=[log_groups(settings)], settings=settings)
        self.configuration = Key(self, "configuration", settings=settings)
