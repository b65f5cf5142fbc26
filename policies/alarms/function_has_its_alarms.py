from collections.abc import Iterator

from policies.vocabulary.alarm_example import alarm
from policies.vocabulary.control import PCI_10_7_2, SOC_CC7_2
from policies.vocabulary.metrics import ALARM, FUNCTION, unwatched
from policies.vocabulary.named_edits import elsewhere, without
from policies.vocabulary.policy import Policy, Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack

WANTED = ("Errors", "Throttles", "Duration")
NAMED = {"FunctionName": "${aws_lambda_function.example.function_name}"}


class FunctionHasItsAlarms(Policy):
    """Every function has alarms on its errors, its throttled calls and its duration.

    With ten reserved executions a slow function is soon a throttled one, and a throttled one sends transactions to
    review or refuses them. Each of the three comes before the customers notice.
    """

    id = "FRAUD_ALARM_8"
    severity = Severity.HIGH
    controls = (PCI_10_7_2.supports, SOC_CC7_2.supports)
    applies_to = (FUNCTION,)
    remediation = "Pass the function to stacks.monitoring.Monitoring."

    compliant = {}
    given = {f"{ALARM}.{name}": alarm("AWS/Lambda", name, NAMED) for name in WANTED}
    violating = {
        "nobody hears of its Errors": without(ALARM, metric_name="Errors"),
        "nobody hears of its Throttles": without(ALARM, metric_name="Throttles"),
        "nobody hears of its Duration": without(ALARM, metric_name="Duration"),
        "is named wrongly": elsewhere(ALARM, {"dimensions": {"Other": "dimension"}}),
    }
    also = {"is named wrongly": ("FRAUD_ALARM_3", "FRAUD_ALARM_9", "FRAUD_ALARM_10", "FRAUD_ALARM_11")}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name in unwatched(resource, WANTED, stack):
            yield f"has no alarm on its {name}"
