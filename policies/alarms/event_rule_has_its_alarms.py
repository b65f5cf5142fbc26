from collections.abc import Iterator

from policies.alarms.shared.example import alarm
from policies.alarms.shared.metrics import ALARM, missing_alarms
from policies.aws.queues import BUS, RULE
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every, remove, remove_resources

METRICS = ("FailedInvocations", "InvocationsFailedToBeSentToDlq")
DIMENSIONS = {"EventBusName": f"${{{BUS}.bus.name}}", "RuleName": f"${{{RULE}.example.name}}"}


class EventRuleHasItsAlarms(Policy):
    """Every event rule has alarms on events that it could not deliver, and on those that its dead letters did not take.

    The first is a review that waits in the dead-letter queue. The second is an event that is lost: nothing else shows
    it, neither a queue nor a log.
    """

    id = "FRAUD_ALARM_15"
    severity = Severity.HIGH
    controls = (controls.PCI_10_7_2.supports, controls.SOC_CC7_2.supports)
    applies_to = (RULE,)
    remediation = "Pass the rule to stacks.monitoring.Monitoring."

    compliant = {"name": "high-value"}
    given = {
        f"{BUS}.bus": {"name": "fraud-detection"},
        **{f"{ALARM}.{name}": alarm("AWS/Events", name, DIMENSIONS) for name in METRICS},
    }
    violating = {
        "nobody hears of what it could not deliver": remove_resources(ALARM, metric_name=METRICS[0]),
        "nobody hears of what is lost": remove_resources(ALARM, metric_name=METRICS[1]),
        "is watched as a rule of the default bus": at_every(
            ALARM, remove("dimensions", "EventBusName"), namespace="AWS/Events"
        ),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return missing_alarms(resource, METRICS, stack)
