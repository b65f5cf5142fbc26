from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls

DAYS = 7


class LogGroupKeepsAWeek(Policy):
    """Every log group keeps its lines for exactly seven days.

    Asked for by the owners of the system: what is not kept cannot leak. PCI DSS wants twelve months of audit logs,
    which seven days contradict; until an archive closes that gap, the report shows it.
    """

    id = "FRAUD_LOG_1"
    severity = Severity.HIGH
    controls = (
        *(controls.PCI_3_2_1.supports, controls.NIST_AU_11.supports, controls.NIST_SI_12.supports),
        controls.PCI_10_5_1.contradicted(
            reason="Seven days were asked for, since what is not kept cannot leak; no archive keeps the rest yet",
            owner="compliance",
        ),
    )
    applies_to = ("aws_cloudwatch_log_group",)
    claims = ("retention_in_days",)
    remediation = "Build the group with stacks.log_group.LogGroup: it sets the retention of stacks/settings.py, seven."

    compliant = {"retention_in_days": DAYS}
    violating = {
        "keeps two weeks": {"retention_in_days": 14},
        "keeps five days": {"retention_in_days": 5},
        "keeps everything for ever": {"retention_in_days": 0},
        "says nothing": {"retention_in_days": None},
        "has its number as text": {"retention_in_days": "7"},
        "is decided at deploy time": {"retention_in_days": "${var.retention}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        days = resource.get("retention_in_days")
        if days in (None, 0):
            yield f"keeps its logs for ever, not {DAYS} days"
        elif days != DAYS:
            yield f"keeps its logs for {days!r} days, not {DAYS}"
