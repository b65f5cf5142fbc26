"""The tables: of transactions, and of what is remembered of cards, terminals and merchants."""

from collections.abc import Mapping

from cdktf_cdktf_provider_aws.dynamodb_table import (
    DynamodbTable,
    DynamodbTableAttribute,
    DynamodbTablePointInTimeRecovery,
    DynamodbTableServerSideEncryption,
    DynamodbTableTtl,
)
from constructs import Construct

from stacks.key import Key


class Table(Construct):
    """On demand, recoverable to any second, and not deleted by mistake.

    `keyed_by` has the type of each key attribute by its name: that of the hash key and, where there is one, of the
    range key. Items go once the time has come that their attribute `expiring_by` says, in seconds since the epoch.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        keyed_by: Mapping[str, str],
        expiring_by: str | None = None,
        key: Key,
    ) -> None:
        super().__init__(scope, f"{name}-table")
        hash_key, *range_key = keyed_by
        table = DynamodbTable(
            self,
            "table",
            name=name,
            billing_mode="PAY_PER_REQUEST",
            hash_key=hash_key,
            range_key=range_key[0] if range_key else None,
            attribute=[DynamodbTableAttribute(name=name, type=type_) for name, type_ in keyed_by.items()],
            ttl=DynamodbTableTtl(attribute_name=expiring_by, enabled=True) if expiring_by else None,
            point_in_time_recovery=DynamodbTablePointInTimeRecovery(enabled=True),
            server_side_encryption=DynamodbTableServerSideEncryption(enabled=True, kms_key_arn=key.arn),
            deletion_protection_enabled=True,
        )
        self.name: str = table.name
        self.arn: str = table.arn
        self.key_arn = key.arn
