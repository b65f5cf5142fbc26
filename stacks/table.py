"""The tables: of transactions, and of what is remembered of cards, terminals and merchants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cdktf_cdktf_provider_aws.dynamodb_table import (
    DynamodbTable,
    DynamodbTableAttribute,
    DynamodbTableGlobalSecondaryIndex,
    DynamodbTablePointInTimeRecovery,
    DynamodbTableServerSideEncryption,
    DynamodbTableTtl,
)
from constructs import Construct

from stacks.key import Key


@dataclass(frozen=True, kw_only=True)
class Index:
    """A second order of the items that have both its key attributes; it holds their keys, and what `holding` names."""

    name: str
    keyed_by: tuple[str, str]
    holding: Sequence[str]


class Table(Construct):
    """On demand, recoverable to any second, and not deleted by mistake.

    `keyed_by` has the type of each key attribute by its name: that of the hash key and, where there is one, of the
    range key. What only an index is keyed by is a text. Items go once the time has come that their attribute
    `expiring_by` says, in seconds since the epoch.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        keyed_by: Mapping[str, str],
        indexes: Sequence[Index] = (),
        expiring_by: str | None = None,
        key: Key,
    ) -> None:
        super().__init__(scope, f"{name}-table")
        hash_key, *range_key = keyed_by
        types = {**{name: "S" for index in indexes for name in index.keyed_by}, **keyed_by}
        table = DynamodbTable(
            self,
            "table",
            name=name,
            billing_mode="PAY_PER_REQUEST",
            hash_key=hash_key,
            range_key=range_key[0] if range_key else None,
            attribute=[DynamodbTableAttribute(name=name, type=type_) for name, type_ in sorted(types.items())],
            global_secondary_index=[_index(index) for index in indexes] or None,
            ttl=DynamodbTableTtl(attribute_name=expiring_by, enabled=True) if expiring_by else None,
            point_in_time_recovery=DynamodbTablePointInTimeRecovery(enabled=True),
            server_side_encryption=DynamodbTableServerSideEncryption(enabled=True, kms_key_arn=key.arn),
            deletion_protection_enabled=True,
        )
        self.name: str = table.name
        self.arn: str = table.arn
        self.key_arn = key.arn


def _index(index: Index) -> DynamodbTableGlobalSecondaryIndex:
    hash_key, range_key = index.keyed_by
    return DynamodbTableGlobalSecondaryIndex(
        name=index.name,
        hash_key=hash_key,
        range_key=range_key,
        projection_type="INCLUDE",
        non_key_attributes=sorted(index.holding),
    )
