from collections.abc import Iterator

from policies.alarms.shared.example import BESIDE, EXAMPLE
from policies.alarms.shared.metrics import ALARM
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import copy_resource


class AlarmNameIsUnique(Policy):
    """No two different alarms have the same name.

    CloudWatch identifies an alarm by its name. Of two alarms with one name the later replaces the earlier, and nothing
    watches what the earlier one watched, though both are in the file.
    """

    id = "FRAUD_ALARM_7"
    severity = Severity.MEDIUM
    waivable = True
    applies_to = (ALARM,)
    claims = ("alarm_name",)
    remediation = "Name each alarm after what it watches, as stacks.alarm.Alarms does."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "has a namesake that differs": copy_resource({"period": 120}),
        "has no name": {"alarm_name": None},
        "is named by a list": {"alarm_name": ["alarm"]},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        name = resource.get("alarm_name")
        if not isinstance(name, str):
            yield "alarm_name is not set"
        for other in stack.having(ALARM, "alarm_name", name):
            if other.values != resource.values:
                yield f"has the same name as {other.place}, which is another alarm"
