from policies.core import Severity
from policies.core.expressions import ACCOUNT
from policies.core.kinds import Absent, Attributes
from policies.requirements import REGION


class TableHasNoStreamOrImport(Attributes):
    """No table streams its changes, or is filled from elsewhere.

    A stream is a second copy with readers and a retention of its own, and nobody here judges those; data from
    elsewhere never passed the validator.
    """

    id = "FRAUD_TABLE_5"
    severity = Severity.HIGH
    applies_to = ("aws_dynamodb_table",)
    required = {
        "stream_enabled": Absent(or_false=True, otherwise="streams its changes to readers"),
        "import_table": Absent(otherwise="is filled from a bucket"),
        "restore_source_name": Absent(otherwise="is filled from another table"),
        "restore_source_table_arn": Absent(otherwise="is filled from another table"),
    }
    remediation = "Remove it: stacks.table.Table makes a table of one region that only the workflow writes."
    compliant = {"name": "transactions", "stream_enabled": False}
    violating = {
        "is filled from a bucket": {"import_table": {"input_format": "ION"}},
        "is filled from a table": {"restore_source_name": "other"},
        "is filled from a table by its ARN": {
            "restore_source_table_arn": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/other"
        },
    }
