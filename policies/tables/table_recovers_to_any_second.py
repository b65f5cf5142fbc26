from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls

DAYS = (None, 35)


class TableRecoversToAnySecond(Policy):
    """Every table can be restored to any second of the last 35 days.

    A bug or an intruder that overwrites decisions is seen late; without point-in-time recovery what stood there
    before is lost, and a shorter window loses it sooner.
    """

    id = "FRAUD_TABLE_1"
    severity = Severity.HIGH
    controls = (controls.NIST_CP_9.supports, controls.NIST_CP_10.supports, controls.SOC_A1_2.supports)
    applies_to = ("aws_dynamodb_table",)
    claims = ("point_in_time_recovery",)
    remediation = "Build the table with stacks.table.Table: it enables point-in-time recovery."

    compliant = {"point_in_time_recovery": {"enabled": True}}
    violating = {
        "is switched off": {"point_in_time_recovery": {"enabled": False}},
        "says nothing": {"point_in_time_recovery": None},
        "does not say whether": {"point_in_time_recovery": {"enabled": None}},
        "goes back one day only": {"point_in_time_recovery": {"recovery_period_in_days": 1}},
        "hides a second block": {"point_in_time_recovery": [{"enabled": True}, {"enabled": False}]},
        "is decided at deploy time": {"point_in_time_recovery": {"enabled": "${var.recovery}"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        days = resource.get("point_in_time_recovery", "recovery_period_in_days")
        if resource.get("point_in_time_recovery", "enabled") is not True:
            yield "cannot be restored to a point in time"
        if days not in DAYS:
            yield f"can be restored for {days!r} days, not 35"
