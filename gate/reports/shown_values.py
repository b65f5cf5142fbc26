"""The values of an attribute in one line, read from the judged files: `3 functions: 10, 10, 10`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from gate.asked.load import Shown
from gate.reports.wording import worded
from policies.aws.names import name_of, own_name
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Json

# More values than these in a row, and equal ones are counted.
MOST = 4
# Longer equal values are told once.
SHORT = 10


def shown(what: Shown, stacks: Sequence[Stack]) -> str:
    """One line; empty where no stack has such a resource."""
    resources = [(resource, stack) for stack in stacks for resource in stack.of(what.type) if _is_meant(resource, what)]
    count = f"{len(resources)} {_plural(what.noun) if len(resources) > 1 else what.noun}"
    if not resources:
        return ""
    if not what.attribute:
        return count
    values = [_of(resource, what, stack) for resource, stack in resources]
    return f"{what.noun if what.name else count}: {_listed(values)}"


def _is_meant(resource: Resource, what: Shown) -> bool:
    return not what.name or own_name(resource) == what.name


def _plural(noun: str) -> str:
    """Of the first noun in a phrase: `usage plans`, `stages of the API`, `tables with point-in-time recovery`."""
    for joint in (", ", " of ", " with "):
        head, found, rest = noun.partition(joint)
        if found:
            return f"{_plural(head)}{found}{rest}"
    ending = "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else "es" if noun.endswith("s") else "s"
    return f"{noun[:-1] if ending == 'ies' else noun}{ending}"


def _of(resource: Resource, what: Shown, stack: Stack) -> str:
    found = list(_below(resource.values, what.attribute.split(".")))
    name = partial(name_of, stack=stack)
    return ", ".join(worded(what.attribute, value, stack, name) for value in found) or "none"


def _below(value: Json, keys: Sequence[str]) -> Iterator[Json]:
    """What stands below these keys, in each block of a list of blocks that has them."""
    if not keys:
        yield from value if isinstance(value, tuple) and len(value) == 1 else (value,)
    elif isinstance(value, tuple):
        for item in value:
            yield from _below(item, keys)
    elif isinstance(value, Mapping) and keys[0] in value:
        yield from _below(value[keys[0]], keys[1:])


def _listed(values: Sequence[str]) -> str:
    counted = Counter(values)
    if len(counted) == 1 and len(values) > 1 and (len(values) > MOST or len(values[0]) > SHORT):
        return f"{values[0]} each"
    if len(values) <= MOST:
        return ", ".join(values)
    return ", ".join(f"{value} ({times})" for value, times in counted.items())
