"""Transactions that a person looks at: large ones, and those that the analysis could not settle."""

from constructs import Construct

from stacks.bus import Bus
from stacks.key import Key
from stacks.queue import DeadLetterQueue, Queue
from stacks.rule import Rule
from stacks.settings import Settings

QUEUE = "transaction-review"
DEAD_LETTERS = "transaction-review-dead-letters"


class Review(Construct):
    """Two rules whose patterns exclude each other, so that no transaction is queued twice.

    An amount that nobody could convert to dollars is null, and counts as a large one.
    """

    def __init__(self, scope: Construct, *, bus: Bus, key: Key, failures_key: Key, settings: Settings) -> None:
        super().__init__(scope, "review")
        high_value = Rule(
            self,
            "high-value",
            bus=bus,
            detail={"amount_usd": [{"numeric": [">", settings.review_threshold]}, None]},
            description="Transactions over the review threshold in dollars, or of unknown value in dollars",
        )
        decisions = Rule(
            self,
            "review-decisions",
            bus=bus,
            detail={"decision": ["review"], "amount_usd": [{"numeric": ["<=", settings.review_threshold]}]},
            description="Transactions that the analysis wants reviewed, up to the review threshold",
        )
        senders = [high_value.arn, decisions.arn]
        self.dead_letters = DeadLetterQueue(
            self, DEAD_LETTERS, key=failures_key, sources=[QUEUE], senders=senders, settings=settings
        )
        self.queue = Queue(
            self,
            QUEUE,
            key=key,
            senders=senders,
            failures=self.dead_letters,
            attempts=settings.review_attempts,
            visibility=settings.review_visibility,
            settings=settings,
        )
        self.rules = (high_value, decisions)
        for rule in self.rules:
            rule.deliver(to=self.queue, failures=self.dead_letters, settings=settings)
