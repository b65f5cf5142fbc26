from collections.abc import Iterator

from policies.alarms.shared.example import BESIDE, EXAMPLE, MEASURED, alarm
from policies.alarms.shared.metrics import ALARM, SPEND, SUBSCRIPTION, TOPIC, watched
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import at_every, refer_to_attribute, replace
from policies.requirements import REGION


class AlarmWatchesAMetricOfThisStack(Policy):
    """Every alarm watches a metric that exists, of a resource of this stack.

    CloudWatch accepts an alarm on any metric. A misspelt metric, a missing or additional dimension, or the name of a
    resource that does not exist has no data, so its alarm never rings.
    """

    id = "FRAUD_ALARM_3"
    severity = Severity.HIGH
    applies_to = (ALARM,)
    claims = ("namespace", "metric_name", "dimensions")
    remediation = "Take the metric from AWS's list, and give its dimensions by reference, as stacks.monitoring does."

    compliant = EXAMPLE
    given = {
        **BESIDE,
        **MEASURED,
        f"{TOPIC}.alerts": {"name": "fraud-alerts"},
        f"{SUBSCRIPTION}.sms": {"topic_arn": f"${{{TOPIC}.alerts.arn}}", "protocol": "sms"},
        f"{ALARM}.spent": alarm(*SPEND, {}),
    }
    violating = {
        "watches what is not measured": {"metric_name": "Error"},
        "watches what an Express workflow does not count": {
            "namespace": "AWS/States",
            "metric_name": "ExecutionThrottled",
        },
        "watches another service": {"namespace": "AWS/EC2"},
        "watches the whole account": at_every(ALARM, {"dimensions": None}),
        "has a dimension too many": {"dimensions": {"Resource": "live"}},
        "names what is not in the stack": replace("dimensions", value={"FunctionName": "another-function"}),
        "names its function by another attribute": at_every(
            ALARM, refer_to_attribute("dimensions", "FunctionName", attribute="arn"), namespace="AWS/Lambda"
        ),
        "names its stage by a text": at_every(
            ALARM, replace("dimensions", "Stage", value="live"), namespace="AWS/ApiGateway"
        ),
        "is on what SMS cost, and a topic elsewhere sends them": at_every(
            SUBSCRIPTION, {"topic_arn": f"arn:aws:sns:{REGION}:111122223333:other"}, protocol="sms"
        ),
        "is on what SMS cost, and no topic of this stack sends one": at_every(
            SUBSCRIPTION, refer_to_attribute("topic_arn", attribute="name"), protocol="sms"
        ),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not watched(resource, stack):
            yield (
                f"watches the metric {resource.get('namespace')} {resource.get('metric_name')}, whose dimensions do "
                "not refer to a resource of this stack"
            )
