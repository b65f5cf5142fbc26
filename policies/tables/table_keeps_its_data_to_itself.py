from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack

WAYS = {
    "stream_enabled": "streams its changes to readers",
    "import_table": "is filled from a bucket",
    "restore_source_name": "is filled from another table",
    "restore_source_table_arn": "is filled from another table",
}


class TableKeepsItsDataToItself(Policy):
    """No table streams its changes, or is filled from elsewhere.

    A stream is a second copy with readers and a retention of its own, and nobody here judges those; data from
    elsewhere never passed the validator.
    """

    id = "FRAUD_TABLE_5"
    severity = Severity.HIGH
    applies_to = ("aws_dynamodb_table",)
    claims = tuple(WAYS)
    remediation = "Remove it: stacks.table.Table makes a table of one region that only the workflow writes."

    compliant = {"name": "transactions"}
    violating = {
        "is streamed": {"stream_enabled": True},
        "is filled from a bucket": {"import_table": {"input_format": "ION"}},
        "is filled from a table": {"restore_source_name": "other"},
        "is filled from a table by its ARN": {
            "restore_source_table_arn": "arn:aws:dynamodb:us-east-1:${var.account_id}:table/other"
        },
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for way, what in WAYS.items():
            if resource.get(way) is not None and resource.get(way) is not False:
                yield what
