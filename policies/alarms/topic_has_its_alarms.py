from collections.abc import Iterator

from policies.alarms.shared.example import alarm
from policies.alarms.shared.metrics import ALARM, SPEND, SUBSCRIPTION, TOPIC, missing_alarms, texting
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every, remove_resources

FAILED, SPENT = "NumberOfNotificationsFailed", SPEND[1]
OURS = f"${{{TOPIC}.example.arn}}"


class TopicHasItsAlarms(Policy):
    """Every topic has an alarm on notifications that failed, and one that sends SMS has another on what they cost.

    A customer who is not told of a fraud cannot stop it, and SNS keeps no copy of what it could not deliver. At the
    limit of what the account may spend in a month, SNS silently stops sending SMS.
    """

    id = "FRAUD_ALARM_16"
    severity = Severity.HIGH
    controls = (controls.PCI_10_7_2.supports, controls.SOC_CC7_2.supports)
    applies_to = (TOPIC,)
    remediation = "Pass the topic to stacks.monitoring.Monitoring."

    compliant = {"name": "fraud-alerts"}
    given = {
        f"{SUBSCRIPTION}.sms": {"topic_arn": OURS, "protocol": "sms"},
        f"{ALARM}.failed": alarm("AWS/SNS", FAILED, {"TopicName": f"${{{TOPIC}.example.name}}"}),
        f"{ALARM}.spent": alarm("AWS/SNS", SPENT, {}),
    }
    violating = {
        "nobody hears of what it could not deliver": remove_resources(ALARM, metric_name=FAILED),
        "nobody hears of what its SMS cost": remove_resources(ALARM, metric_name=SPENT),
        "is named wrongly": at_every(ALARM, {"dimensions": {"Other": "dimension"}}, metric_name=FAILED),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        metrics = (FAILED, SPENT) if resource in texting(stack) else (FAILED,)
        return missing_alarms(resource, metrics, stack)
