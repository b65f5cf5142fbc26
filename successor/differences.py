"""A difference between two synthesized files, in one line: stack, address, attribute, and both values."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum

from policies.core.strict_json import Json, thaw

# By how many keys of the file something has an address of its own.
DEPTHS = {"resource": 3, "data": 3, "provider": 2, "output": 2, "variable": 2, "locals": 2, "module": 2}
LONGEST, BEFORE = 60, 15


class Absent(Enum):
    """What stands where nothing stands, which is not null."""

    ABSENT = "nothing"


ABSENT = Absent.ABSENT
Value = Json | Absent


@dataclass(frozen=True)
class Difference:
    """Where two files differ, and by what; without a path, in their bytes or by being there."""

    file: str
    path: tuple[str | int, ...]
    ours: Value
    theirs: Value

    def __str__(self) -> str:
        top, _, inside = self.file.partition("/")
        stack, _, name = inside.partition("/") if top == "stacks" else ("", "", self.file)
        places = [stack, "" if stack and name == "cdk.tf.json" else name, *self._places()]
        start = _where_they_part(self.ours, self.theirs)
        values = f"{_shown(self.ours, start)} by ours, {_shown(self.theirs, start)} by the successor"
        return ": ".join([*filter(None, places), values])

    def _places(self) -> tuple[str, str]:
        """Address and attribute, as Terraform writes them."""
        top, *rest = map(str, self.path or ("",))
        depth = DEPTHS.get(top, 1)
        parts = rest[: depth - 1] if top == "resource" else [top, *rest[: depth - 1]]
        return ".".join(parts), ".".join(rest[depth - 1 :])


def _text(value: Value) -> str:
    return value.value if isinstance(value, Absent) else json.dumps(thaw(value), default=str)


def _where_they_part(ours: Value, theirs: Value) -> int:
    """The first character that differs, a little before: of long texts only that part is shown."""
    one, other = _text(ours), _text(theirs)
    first = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return max(first - BEFORE, 0) if max(len(one), len(other)) > LONGEST else 0


def _shown(value: Value, start: int) -> str:
    text = _text(value)
    shown = text[start : start + LONGEST] or text[-BEFORE:]
    return f"{'...' if start else ''}{shown}{'...' if start + LONGEST < len(text) else ''}"
