from collections.abc import Iterator

from policies.alarms.shared.example import alarm
from policies.alarms.shared.metrics import ALARM, QUEUE, unwatched
from policies.aws.queues import is_work
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every, remove_resources

WANTED = ("ApproximateAgeOfOldestMessage",)
KEPT = ("ApproximateNumberOfMessagesVisible",)
NAMED = {"QueueName": "${aws_sqs_queue.example.name}"}


class QueueHasItsAlarm(Policy):
    """Every queue has an alarm on its oldest message, and every dead-letter queue one on its first.

    A review that waits is a large payment that nobody looks at, and a message is deleted when its time is over. A
    single dead letter is a transaction, an event or a customer that something did not reach.
    """

    id = "FRAUD_ALARM_11"
    severity = Severity.HIGH
    controls = (controls.PCI_10_7_2.supports, controls.SOC_CC7_2.supports)
    applies_to = (QUEUE,)
    remediation = "Pass the queue to stacks.monitoring.Monitoring, a dead-letter queue as such."

    compliant = {"name": "failures"}
    given = {f"{ALARM}.{name}": alarm("AWS/SQS", name, NAMED) for name in (*WANTED, *KEPT)}
    violating = {
        "nobody hears of its oldest message": remove_resources(ALARM, metric_name=WANTED[0]),
        "nobody hears of its first dead letter": remove_resources(ALARM, metric_name=KEPT[0]),
        "nobody hears of anything in it": remove_resources(ALARM, namespace="AWS/SQS"),
        "is named wrongly": at_every(ALARM, {"dimensions": {"Other": "dimension"}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        kept = () if is_work(resource, stack) else KEPT
        for metric in unwatched(resource, (*WANTED, *kept), stack):
            yield f"has no alarm on its {metric}"
