"""Changes of what stands at a place, one file for each sort of thing that may stand there."""

from __future__ import annotations

from collections.abc import Iterator

from attack.changes import Change
from attack.edits.absent import absent
from attack.edits.around import Around
from attack.edits.asl import definition
from attack.edits.code import code
from attack.edits.exchanged import exchanged
from attack.edits.forbidden import forbidden
from attack.edits.iam import policy
from attack.edits.models import model
from attack.edits.plain import plain
from attack.edits.references import references
from attack.edits.values import values
from attack.places import places

EDITORS = (plain, values, references, exchanged, forbidden, code, policy, definition, model, absent)


def changes(around: Around) -> Iterator[Change]:
    """Every change of one block, each once."""
    seen: set[str] = set()
    for place in places(around.block.body):
        for editor in EDITORS:
            for change in editor(place, around):
                if change.new is not place.value and (key := repr((change.steps, change.new))) not in seen:
                    seen.add(key)
                    yield change
