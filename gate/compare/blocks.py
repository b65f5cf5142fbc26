"""What differs in the blocks of a file, attribute by attribute: in resources, variables, outputs and providers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from gate.compare.access import ROLE_POLICY
from gate.compare.bodies import body
from gate.compare.changed_outcomes import Turns
from gate.compare.difference import Difference, Direction
from gate.compare.moves import renamed
from gate.compare.pairing import Pair
from gate.compare.values import ABSENT, Number, Value, changes
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.strict_json import Frozen, Json

METADATA = frozenset({"path", "uniqueId"})


@dataclass(frozen=True)
class Telling:
    """What decides how a block's differences are told.

    `judged` are the attributes that policies judge at each place, `names` the addresses that moved, `elsewhere` the
    (address, attribute) of whatever is told by what it is made from, `granting` the places of the role policies whose
    grants differ, and `files` both files as they are written.
    """

    turns: Turns
    judged: Mapping[str, Collection[str]]
    names: Mapping[str, str]
    elsewhere: Collection[tuple[str, str]]
    granting: Collection[str]
    files: tuple[Json, Json]

    def pair(self, pair: Pair) -> Iterator[Difference]:
        """All that differs between a block as it was and as it is."""
        if pair.old and pair.new:
            yield from self._both(pair.old, pair.new, pair.number)
        elif pair.new:
            direction, by = self._turn(pair.new.place)
            weaker = direction is Direction.WEAKER
            what = f"{pair.new.type} is new{by if weaker else ''}"
            yield Difference(direction if weaker else Direction.NEW, pair.new.place, what)
        elif pair.old:
            yield Difference(Direction.GONE, pair.old.place, f"{pair.old.type} is gone")

    def _both(self, old: Resource, new: Resource, number: int) -> Iterator[Difference]:
        turned, by = self._turn(new.place)
        moved = old.address != new.address
        if moved:
            yield Difference(Direction.MOVED, new.place, f"{new.type} moved from {old.place}")
        bodies = body(self.files[0], old, number), body(self.files[1], new, number)
        for name in sorted({*bodies[0], *bodies[1], *old.values, *new.values} - {"//"}):
            judged = name in self.judged.get(new.place, ())
            for change in self._attribute(old, new, name) or self._writing(*bodies, name):
                if change and (new.address, name) not in self.elsewhere:
                    direction = turned if judged else Direction.CHANGED
                    yield Difference(direction, new.place, change + (by if judged else ""))
        was, is_ = (_unmoved(block.comment) if moved else block.comment for block in (old, new))
        yield from (Difference(Direction.CHANGED, new.place, change) for change in changes(was, is_, "//"))

    def _attribute(self, old: Resource, new: Resource, name: str) -> list[str]:
        was: Value = renamed(old.values[name], self.names) if name in old.values else ABSENT
        is_: Value = new.values.get(name, ABSENT)
        told = list(changes(was, is_, name))
        if (new.type, name) == (ROLE_POLICY, "policy") and new.place in self.granting:
            # Its grants are told as access, and nothing beside them goes without a word.
            told = list(changes(_beside_grants(was), _beside_grants(is_), name)) or [""]
        return told

    def _writing(self, old: Mapping[str, Json], new: Mapping[str, Json], name: str) -> list[str]:
        """What differs in how a value is written, though it reads the same."""
        was: Value = renamed(old[name], self.names) if name in old else ABSENT
        is_: Value = new.get(name, ABSENT)
        if isinstance(was, str) and isinstance(is_, str) and not isinstance(is_, Number):
            return [f"{name} is written differently"] if was != is_ else []
        return list(changes(was, is_, name))

    def _turn(self, place: str) -> tuple[Direction, str]:
        direction, why = self.turns.get(place, (Direction.CHANGED, ""))
        return direction, f" ({why})" if why else ""


def judged_at(policies: Collection[Policy], places: Mapping[str, Collection[str]]) -> Mapping[str, frozenset[str]]:
    """The attributes that the policies that say something of a place claim there."""
    claims = {policy.id: frozenset(policy.claims) for policy in policies}
    return {place: frozenset().union(*(claims.get(name, ()) for name in names)) for place, names in places.items()}


def _beside_grants(document: Value) -> Value:
    if isinstance(document, Mapping):
        return Frozen({key: item for key, item in document.items() if key != "Statement"})
    return document


def _unmoved(comment: Json) -> Json:
    """A comment without what says where its block stands."""
    if isinstance(comment, Mapping) and isinstance(metadata := comment.get("metadata"), Mapping):
        rest = {key: item for key, item in metadata.items() if key not in METADATA}
        return Frozen({**comment, "metadata": Frozen(rest)})
    return comment
