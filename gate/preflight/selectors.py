"""Which events a trail records, by its event selectors, basic or advanced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

TABLE = "AWS::DynamoDB::Table"
KMS = "kms.amazonaws.com"
READS, WRITES = "reads", "writes"
BASIC = {"All": {READS, WRITES}, "ReadOnly": {READS}, "WriteOnly": {WRITES}}
READ_ONLY: Mapping[tuple[str, ...], set[str]] = {("true",): {READS}, ("false",): {WRITES}}
OPERATORS = ("Equals", "StartsWith", "EndsWith", "NotEquals", "NotStartsWith", "NotEndsWith")


@dataclass(frozen=True)
class Events:
    """Data events of a table; those of `sessions`, of the system's own roles, may be left out."""

    table: str
    sessions: tuple[str, ...]


def recorded(selectors: object, events: Events | None) -> Iterator[str]:
    """`reads` and `writes` of these data events, or without any of the use of keys, as far as they are recorded.

    A selector with a condition that is not understood records nothing here: it may leave out what is asked for.
    """
    if isinstance(selectors, Mapping):
        for selector in _objects(selectors.get("EventSelectors")):
            yield from _basic(selector, events)
        for selector in _objects(selectors.get("AdvancedEventSelectors")):
            yield from _advanced(tuple(_objects(selector.get("FieldSelectors"))), events)


def _basic(selector: Mapping[str, object], events: Events | None) -> Iterable[str]:
    kinds = BASIC.get(str(selector.get("ReadWriteType")), set())
    if events is None:
        without = selector.get("ExcludeManagementEventSources") or []
        return kinds if selector.get("IncludeManagementEvents") is True and KMS not in _texts(without) else ()
    tables = (resource for resource in _objects(selector.get("DataResources")) if resource.get("Type") == TABLE)
    # A table, or the beginning of every table's ARN.
    named = {name for resource in tables for name in _texts(resource.get("Values"))}
    return kinds if named & {events.table, "arn:aws:dynamodb"} else ()


def _advanced(fields: tuple[Mapping[str, object], ...], events: Events | None) -> Iterable[str]:
    kinds, wanted = {READS, WRITES}, {"eventCategory": "Management" if events is None else "Data"}
    if events is not None:
        wanted["resources.type"] = TABLE
    for field in fields:
        name, conditions = field.get("Field"), {each: _texts(field[each]) for each in OPERATORS if field.get(each)}
        if name == "readOnly":
            kinds = kinds & READ_ONLY.get(conditions.get("Equals", ()), set())
        elif name in wanted and conditions == {"Equals": (wanted[str(name)],)}:
            del wanted[str(name)]
        elif events is None or not _holds(name, conditions, events):
            return ()
    return () if wanted else kinds


def _holds(name: object, conditions: Mapping[str, tuple[str, ...]], events: Events) -> bool:
    """Whether a condition is true of all these events, but for those of the system's own sessions."""
    if name == "resources.ARN":
        equal, starts = conditions.get("Equals", ()), conditions.get("StartsWith", ())
        return conditions.keys() <= {"Equals", "StartsWith"} and (
            events.table in equal or any(events.table.startswith(start) for start in starts)
        )
    beginnings = conditions.get("NotStartsWith", ())
    return (
        name == "userIdentity.arn"
        and conditions.keys() == {"NotStartsWith"}
        and set(beginnings) <= set(events.sessions)
    )


def _objects(found: object) -> Iterator[Mapping[str, object]]:
    yield from (each for each in found if isinstance(each, Mapping)) if isinstance(found, list) else ()


def _texts(found: object) -> tuple[str, ...]:
    return tuple(map(str, found)) if isinstance(found, list) else ()
