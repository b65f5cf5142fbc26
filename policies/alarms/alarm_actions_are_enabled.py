from policies.alarms.shared.metrics import ALARM
from policies.core import Severity
from policies.core.kinds import Attributes, OneOf


class AlarmActionsAreEnabled(Attributes):
    """No alarm's actions are switched off.

    An alarm with disabled actions changes its state and notifies nobody. They are enabled unless `actions_enabled`
    says otherwise.
    """

    id = "FRAUD_ALARM_2"
    severity = Severity.HIGH
    applies_to = (ALARM,)
    required = {"actions_enabled": OneOf(None, True, otherwise="alarm actions are not enabled: {value}")}
    remediation = "Leave actions_enabled out, as stacks.alarm.Alarms does."
    given = {f"{ALARM}.on": {"actions_enabled": True}}
    violating = {
        "is switched off": {"actions_enabled": False},
        "is switched off by a string": {"actions_enabled": "false"},
    }
