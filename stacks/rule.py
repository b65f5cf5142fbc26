"""Rules that pick events for review, and their way into the review queue."""

from typing import Any

from cdktf_cdktf_provider_aws.cloudwatch_event_rule import CloudwatchEventRule
from cdktf_cdktf_provider_aws.cloudwatch_event_target import (
    CloudwatchEventTarget,
    CloudwatchEventTargetDeadLetterConfig,
    CloudwatchEventTargetRetryPolicy,
)
from constructs import Construct

from stacks.bus import Bus
from stacks.document import document
from stacks.queue import DeadLetterQueue, Queue
from stacks.settings import Settings

SOURCE = "fraud.detection"
DETAIL_TYPE = "TransactionAnalyzed"


class Rule(Construct):
    """Matches analyzed transactions whose detail has the given values (EventBridge's pattern language)."""

    def __init__(self, scope: Construct, name: str, *, bus: Bus, detail: dict[str, Any], description: str) -> None:
        super().__init__(scope, name)
        self._bus = bus
        self._rule = CloudwatchEventRule(
            self,
            "rule",
            name=name,
            description=description,
            event_bus_name=bus.name,
            event_pattern=document({"source": [SOURCE], "detail-type": [DETAIL_TYPE], "detail": detail}),
            state="ENABLED",
        )
        self.label = name
        self.name: str = self._rule.name
        self.bus: str = bus.name
        self.arn: str = self._rule.arn

    def deliver(self, *, to: Queue, failures: DeadLetterQueue, settings: Settings) -> None:
        """Send what matches to a queue; what cannot be delivered in time goes to `failures`."""
        CloudwatchEventTarget(
            self,
            "target",
            rule=self._rule.name,
            event_bus_name=self._bus.name,
            target_id="review",
            arn=to.arn,
            dead_letter_config=CloudwatchEventTargetDeadLetterConfig(arn=failures.arn),
            retry_policy=CloudwatchEventTargetRetryPolicy(
                maximum_event_age_in_seconds=settings.event_age,
                maximum_retry_attempts=settings.event_retries,
            ),
        )
