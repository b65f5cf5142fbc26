from policies.core import Resource, Severity, Stack, controls
from policies.core.kinds import Absent, Attributes
from policies.topics.shared.subscriptions import OPERATIONS, SUBSCRIPTION, TOPICS, hears

KEPT_OUT = "chooses by {attribute}, which keeps alarms out"


class AlarmsReachOperationsWithoutAFilter(Attributes):
    """The operators' subscription gets everything: it has no filter.

    CloudWatch gives its messages no attributes. Any filter on attributes would keep out every alarm, in silence.
    """

    id = "FRAUD_TOPIC_8"
    severity = Severity.HIGH
    controls = (controls.SOC_CC7_3.supports, controls.PCI_10_7_2.supports)
    applies_to = (SUBSCRIPTION,)
    required = {"filter_policy": Absent(otherwise=KEPT_OUT), "filter_policy_scope": Absent(otherwise=KEPT_OUT)}
    remediation = "Subscribe by stacks.subscriber.alarmed, which filters nothing."

    compliant = {"topic_arn": "${aws_sns_topic.operations.arn}", "protocol": "email"}
    given = TOPICS
    violating = {"is filtered": {"filter_policy": {"severity": ["decline"]}}}

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return hears(resource, OPERATIONS, stack)
