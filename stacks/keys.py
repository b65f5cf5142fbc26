"""The keys: one for each class of data, and who may use it."""

from constructs import Construct

from stacks.key import Key
from stacks.key_users import alarms_into_topic, event_bus, events_into_queues, log_groups, workflow_logs
from stacks.settings import Settings


class Keys(Construct):
    """`queues` are those that EventBridge delivers into, `alarm_topic` the one that alarms publish to."""

    def __init__(self, scope: Construct, *, bus: str, queues: list[str], alarm_topic: str, settings: Settings) -> None:
        super().__init__(scope, "keys")
        self.transactions = Key(self, "transactions", users=[workflow_logs(settings)], settings=settings)
        self.messages = Key(
            self,
            "messages",
            users=[
                *event_bus(bus, settings),
                events_into_queues(queues, settings),
                alarms_into_topic(alarm_topic, settings),
            ],
            settings=settings,
        )
        self.logs = Key(self, "logs", users=[log_groups(settings)], settings=settings)
        self.configuration = Key(self, "configuration", settings=settings)
