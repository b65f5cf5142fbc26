from policies.core import Severity
from policies.core.kinds import Attributes, Exactly


class TableHasDeletionProtection(Attributes):
    """Every table refuses to be deleted until somebody lifts its protection first.

    One wrong plan would otherwise delete every decision, and the backups that point-in-time recovery keeps with them
    but for a last one.
    """

    id = "FRAUD_TABLE_4"
    severity = Severity.HIGH
    applies_to = ("aws_dynamodb_table",)
    required = {"deletion_protection_enabled": Exactly(True, otherwise="deletion protection is off")}
    remediation = "Build the table with stacks.table.Table: it enables deletion protection."
