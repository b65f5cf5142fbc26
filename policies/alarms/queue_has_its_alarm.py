from collections.abc import Iterator

from policies.alarms.shared.example import alarm
from policies.alarms.shared.metrics import ALARM, heard, missing_alarms
from policies.alarms.shared.thresholds import AGE
from policies.aws.queues import QUEUE, TARGET, is_work
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every, remove_resources

COUNT = "ApproximateNumberOfMessagesVisible"
NAMES = {"QueueName": "${aws_sqs_queue.example.name}"}
DEAD = {"QueueName": "${aws_sqs_queue.dead.name}"}


class QueueHasItsAlarm(Policy):
    """Every queue that is worked on has an alarm on its oldest message, and every dead-letter queue one on its first.

    A message that waits is a payment that nobody has decided. A single dead letter is a transaction that was not
    decided or not stored, an event that was not delivered or a customer who was not notified. An alarm on the age of
    dead letters would repeat that, and one on the first review would ring all day: people stop reading such alarms.
    """

    id = "FRAUD_ALARM_11"
    severity = Severity.HIGH
    controls = (controls.PCI_10_7_2.supports, controls.SOC_CC7_2.supports)
    applies_to = (QUEUE,)
    remediation = "Pass the queue to stacks.monitoring.Monitoring, a dead-letter queue as such."

    compliant = {"name": "review"}
    given = {
        f"{TARGET}.t": {"arn": "${aws_sqs_queue.example.arn}"},
        f"{QUEUE}.dead": {"name": "failures"},
        f"{ALARM}.age": alarm("AWS/SQS", AGE, NAMES),
        f"{ALARM}.count": alarm("AWS/SQS", COUNT, DEAD),
    }
    violating = {
        "nobody hears of what is in it": remove_resources(ALARM, namespace="AWS/SQS"),
        "is named wrongly": at_every(ALARM, {"dimensions": {"Other": "dimension"}}),
        "rings for the wrong reason": at_every(ALARM, {"metric_name": COUNT}, metric_name=AGE),
        "rings twice for the same dead letter": at_every(ALARM, {"metric_name": AGE}, metric_name=COUNT),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        wanted = AGE if is_work(resource, stack) else COUNT
        yield from missing_alarms(resource, (wanted,), stack)
        for name in sorted(map(str, heard(resource, stack) - {wanted})):
            yield f"has an alarm on its {name}, which rings for each message or repeats another alarm"
