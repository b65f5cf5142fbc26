from collections.abc import Iterator

from policies.alarms.shared.example import BESIDE, EXAMPLE
from policies.alarms.shared.metrics import ALARM
from policies.core import Policy, Resource, Severity, Stack


class AlarmTreatsMissingDataAsNotBreaching(Policy):
    """Every alarm takes missing data as no trouble.

    These metrics have no data while nothing happens. Taken as trouble, each night would be an alarm; ignored, an alarm
    would stay red after its cause is gone, and the next trouble would ring nobody; left missing, it would go grey.
    """

    id = "FRAUD_ALARM_6"
    severity = Severity.MEDIUM
    applies_to = (ALARM,)
    claims = ("treat_missing_data",)
    remediation = "Set treat_missing_data to notBreaching, as stacks.alarm.Alarms does."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "keeps its last state": {"treat_missing_data": "ignore"},
        "goes grey": {"treat_missing_data": "missing"},
        "rings in the quiet": {"treat_missing_data": "breaching"},
        "leaves it to the default": {"treat_missing_data": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("treat_missing_data") != "notBreaching":
            yield f"takes missing data as {resource.get('treat_missing_data')!r}, not as notBreaching"
