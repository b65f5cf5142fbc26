from collections.abc import Iterator

from policies.alarms.shared.example import alarm
from policies.alarms.shared.metrics import ALARM, missing_alarms
from policies.aws.queues import QUEUE, is_work
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every, remove_resources

METRICS = ("ApproximateAgeOfOldestMessage",)
DEAD_LETTER_METRICS = ("ApproximateNumberOfMessagesVisible",)
DIMENSIONS = {"QueueName": "${aws_sqs_queue.example.name}"}


class QueueHasItsAlarm(Policy):
    """Every queue has an alarm on its oldest message, and every dead-letter queue one on its first.

    A review that waits is a large payment that nobody looks at, and SQS deletes a message at the end of its retention.
    A single dead letter is a transaction that was not stored, an event that was not delivered or a customer who was not
    notified.
    """

    id = "FRAUD_ALARM_11"
    severity = Severity.HIGH
    controls = (controls.PCI_10_7_2.supports, controls.SOC_CC7_2.supports)
    applies_to = (QUEUE,)
    remediation = "Pass the queue to stacks.monitoring.Monitoring, a dead-letter queue as such."

    compliant = {"name": "failures"}
    given = {f"{ALARM}.{name}": alarm("AWS/SQS", name, DIMENSIONS) for name in (*METRICS, *DEAD_LETTER_METRICS)}
    violating = {
        "nobody hears of its oldest message": remove_resources(ALARM, metric_name=METRICS[0]),
        "nobody hears of its first dead letter": remove_resources(ALARM, metric_name=DEAD_LETTER_METRICS[0]),
        "nobody hears of anything in it": remove_resources(ALARM, namespace="AWS/SQS"),
        "is named wrongly": at_every(ALARM, {"dimensions": {"Other": "dimension"}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        metrics = METRICS if is_work(resource, stack) else (*METRICS, *DEAD_LETTER_METRICS)
        return missing_alarms(resource, metrics, stack)
