from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly
from policies.core.known_stacks import DEPLOYED


class LogGroupRetentionIsSevenDays(Attributes):
    """Every log group keeps its lines for exactly seven days.

    Asked for by the owners of the system: what is not kept cannot leak. PCI DSS wants twelve months of audit logs,
    which seven days contradict; until an archive closes that gap, the report shows it.
    """

    id = "FRAUD_LOG_1"
    severity = Severity.HIGH
    waivable = True
    controls = (
        *(controls.PCI_3_2_1.supports, controls.NIST_AU_11.supports, controls.NIST_SI_12.supports),
        controls.PCI_10_5_1.contradicted(
            reason="Seven days were asked for, since what is not kept cannot leak; no archive keeps the rest yet",
            owner="compliance",
            since="2026-11-25",
            until="2027-05-25",
        ),
    )
    stacks = DEPLOYED
    applies_to = ("aws_cloudwatch_log_group",)
    required = {"retention_in_days": Exactly(7, otherwise="keeps its logs for {value} days, not 7")}
    remediation = "Build the group with stacks.log_group.LogGroup: it sets the retention of stacks/settings.py, seven."
    violating = {
        "keeps two weeks": {"retention_in_days": 14},
        "keeps five days": {"retention_in_days": 5},
        "keeps everything for ever": {"retention_in_days": 0},
    }
