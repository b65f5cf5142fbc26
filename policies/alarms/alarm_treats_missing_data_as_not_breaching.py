from policies.alarms.shared.metrics import ALARM
from policies.core import Severity
from policies.core.kinds import Attributes, Exactly


class AlarmTreatsMissingDataAsNotBreaching(Attributes):
    """Every alarm takes missing data as no trouble.

    These metrics have no data while nothing happens. As `breaching`, each quiet night would raise the alarm. As
    `ignore`, an alarm would stay in its state after the cause is gone, and the next trouble would notify nobody. As
    `missing`, it would have insufficient data.
    """

    id = "FRAUD_ALARM_6"
    severity = Severity.MEDIUM
    waivable = True
    applies_to = (ALARM,)
    required = {"treat_missing_data": Exactly("notBreaching", otherwise="treats missing data as {value}")}
    remediation = "Set treat_missing_data to notBreaching, as stacks.alarm.Alarms does."
    violating = {
        "keeps its last state": {"treat_missing_data": "ignore"},
        "has insufficient data": {"treat_missing_data": "missing"},
        "raises the alarm while nothing happens": {"treat_missing_data": "breaching"},
        "leaves it to the default": {"treat_missing_data": None},
    }
