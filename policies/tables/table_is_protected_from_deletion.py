from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack


class TableIsProtectedFromDeletion(Policy):
    """Every table refuses to be deleted until somebody lifts its protection first.

    One wrong plan would otherwise delete every decision, and the backups that point-in-time recovery keeps with them
    but for a last one.
    """

    id = "FRAUD_TABLE_4"
    severity = Severity.HIGH
    applies_to = ("aws_dynamodb_table",)
    claims = ("deletion_protection_enabled",)
    remediation = "Build the table with stacks.table.Table: it enables deletion protection."

    compliant = {"deletion_protection_enabled": True}
    violating = {
        "is switched off": {"deletion_protection_enabled": False},
        "says nothing": {"deletion_protection_enabled": None},
        "says it in text": {"deletion_protection_enabled": "true"},
        "is decided at deploy time": {"deletion_protection_enabled": "${var.protected}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("deletion_protection_enabled") is not True:
            yield "can be deleted by mistake"
