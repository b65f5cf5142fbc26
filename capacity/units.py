"""The write and read units of a DynamoDB task, counted from the definition. An item is taken to need one unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from capacity.system import System

TRANSACTIONAL = 2  # a write in a transaction costs two units, its place in an index one


@dataclass(frozen=True)
class Units:
    """Units by table, or by table and index: `transactions/card-payments`."""

    writes: tuple[tuple[str, int], ...] = ()
    reads: tuple[tuple[str, int], ...] = ()

    @cached_property
    def written(self) -> int:
        """The write units of all tables and indexes."""
        return sum(count for _, count in self.writes)


def units(resource: str, parameters: Mapping[str, Any], system: System) -> Units:
    """What one call takes; nothing where it is none of DynamoDB."""
    if ":dynamodb:" not in resource:
        return Units()
    if resource.endswith(":batchGetItem"):
        requests = parameters["RequestItems"].items()
        return Units(reads=tuple((system.tables[table], len(asked["Keys"])) for table, asked in requests))
    if resource.endswith(":getItem"):
        return Units(reads=((system.tables[parameters["TableName"]], 1),))
    writes = [next(iter(item.values())) for item in parameters.get("TransactItems", ())]
    each = TRANSACTIONAL if writes else 1
    counted: Counter[str] = Counter()
    for write in writes or [parameters]:
        table = system.tables[write["TableName"]]
        counted[table] += each
        counted.update(_indexed(write, table, system))
    return Units(writes=tuple(sorted(counted.items())))


def _indexed(write: Mapping[str, Any], table: str, system: System) -> Iterator[str]:
    """The indexes that a write puts its item into; one under a key that is drawn at run time is not seen here."""
    named = {*write.get("Item", {}), *map(str, write.get("ExpressionAttributeNames", {}).values())}
    return (f"{table}/{index}" for key, index in system.indexes[table].items() if key in named)
