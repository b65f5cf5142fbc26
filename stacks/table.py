"""The table of transactions."""

from cdktf_cdktf_provider_aws.dynamodb_table import (
    DynamodbTable,
    DynamodbTableAttribute,
    DynamodbTablePointInTimeRecovery,
    DynamodbTableServerSideEncryption,
)
from constructs import Construct

from stacks.key import Key


class Table(Construct):
    """Keyed by transaction id and time, on demand, recoverable to any second, and not deleted by mistake."""

    def __init__(self, scope: Construct, name: str, *, key: Key) -> None:
        super().__init__(scope, f"{name}-table")
        table = DynamodbTable(
            self,
            "table",
            name=name,
            billing_mode="PAY_PER_REQUEST",
            hash_key="transaction_id",
            range_key="timestamp",
            attribute=[
                DynamodbTableAttribute(name="transaction_id", type="S"),
                DynamodbTableAttribute(name="timestamp", type="N"),
            ],
            point_in_time_recovery=DynamodbTablePointInTimeRecovery(enabled=True),
            server_side_encryption=DynamodbTableServerSideEncryption(enabled=True, kms_key_arn=key.arn),
            deletion_protection_enabled=True,
        )
        self.name: str = table.name
        self.arn: str = table.arn
        self.key_arn = key.arn
