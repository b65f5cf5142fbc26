from policies.core import Severity, controls
from policies.core.kinds import Attributes, Block, Exactly, OneOf


class TableHasPointInTimeRecovery(Attributes):
    """Every table can be restored to any second of the last 35 days.

    A bug or an intruder that overwrites decisions is seen late; without point-in-time recovery what stood there
    before is lost, and a shorter window loses it sooner.
    """

    id = "FRAUD_TABLE_1"
    severity = Severity.HIGH
    controls = (controls.NIST_CP_9.supports, controls.NIST_CP_10.supports, controls.SOC_A1_2.supports)
    applies_to = ("aws_dynamodb_table",)
    required = {
        "point_in_time_recovery": Block(
            {
                "enabled": Exactly(True, otherwise="point-in-time recovery is off"),
                "recovery_period_in_days": OneOf(
                    None, 35, otherwise="point-in-time recovery goes back {value} days, not 35"
                ),
            },
            otherwise="point-in-time recovery is off",
        )
    }
    remediation = "Build the table with stacks.table.Table: it enables point-in-time recovery."
    compliant = {"point_in_time_recovery": {"recovery_period_in_days": 35}}
    violating = {
        "goes back one day only": {"point_in_time_recovery": {"recovery_period_in_days": 1}},
        "is switched off in a second block": {"point_in_time_recovery": [{"enabled": True}, {"enabled": False}]},
    }
