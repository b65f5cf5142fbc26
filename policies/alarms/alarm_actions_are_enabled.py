from collections.abc import Iterator

from policies.alarms.shared.example import BESIDE, EXAMPLE
from policies.alarms.shared.metrics import ALARM
from policies.core import Policy, Resource, Severity, Stack


class AlarmActionsAreEnabled(Policy):
    """No alarm's actions are switched off.

    An alarm whose actions are disabled changes its colour and tells nobody. Terraform switches them on unless told
    otherwise.
    """

    id = "FRAUD_ALARM_2"
    severity = Severity.HIGH
    applies_to = (ALARM,)
    claims = ("actions_enabled",)
    remediation = "Leave actions_enabled out, as stacks.alarm.Alarms does."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "is switched off": {"actions_enabled": False},
        "is switched off by a string": {"actions_enabled": "false"},
        "is decided at deploy time": {"actions_enabled": "${var.loud}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        enabled = resource.values.get("actions_enabled", True)
        if enabled is not True:
            yield f"has its actions switched off, or not surely on: {enabled!r}"
