from collections.abc import Iterator

from policies.aws.queues import QUEUE, TARGET, dead_letters, is_work
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.bounds import whole
from policies.core.examples import at_every

TO = "deadLetterTargetArn"
DAY, WEEKEND = 86_400, 4 * 86_400
LETTERS = {"name": "transaction-review-dead-letters"}
LONGER = {"message_retention_seconds": 2 * WEEKEND}


class QueueRetentionCoversALongWeekend(Policy):
    """Every queue that is worked on keeps its messages for at least four days, over any long weekend.

    A message that expires goes to no dead-letter queue: the transaction is never decided or reviewed, and nobody learns
    of it. In the dead-letter queue a message keeps its age, and must still stay there over a long weekend.
    """

    id = "FRAUD_QUEUE_7"
    severity = Severity.MEDIUM
    waivable = True
    controls = (controls.SOC_CC7_4.supports,)
    applies_to = (QUEUE,)
    claims = ("message_retention_seconds",)
    remediation = "Keep message_retention at four days or more, and four days below dead_letter_retention."

    compliant = {"message_retention_seconds": WEEKEND, "redrive_policy": {TO: f"${{{QUEUE}.dead.arn}}"}}
    given = {f"{QUEUE}.dead": {**LETTERS, **LONGER}, f"{TARGET}.t": {"arn": f"${{{QUEUE}.example.arn}}"}}
    violating = {
        "keeps for a day": {"message_retention_seconds": DAY},
        "does not say how long": {"message_retention_seconds": None},
        "says it as a text": {"message_retention_seconds": "345600"},
        "keeps as long as its dead-letter queue": {"message_retention_seconds": 14 * DAY},
        "leaves its dead letters less than a weekend": {"message_retention_seconds": 10 * DAY + 1},
        "has dead letters that are soon gone": at_every(QUEUE, {"message_retention_seconds": WEEKEND}, **LETTERS),
        "has no dead letters": {"redrive_policy": None},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return is_work(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        retention = resource.get("message_retention_seconds")
        queue = dead_letters(resource.get("redrive_policy", TO), stack)
        longer = queue.get("message_retention_seconds") if queue else None
        if not whole(retention, WEEKEND):
            yield f"keeps its messages for {retention!r} seconds, not for {WEEKEND} or more"
        elif not whole(longer, retention + WEEKEND):
            yield f"keeps messages {retention} s, and its dead-letter queue for {longer!r} s, not {WEEKEND} s longer"
