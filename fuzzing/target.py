"""A target: what reads the bytes, how they are changed, and which functions of the project it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, cast

Kind = Literal["json", "lines", "archive", "bytes"]
LARGEST = 4_096  # bytes of an input, unless its format needs more


@dataclass(frozen=True)
class Target:
    """`fuzzing/targets/<name>.py`; `kind` says by which structure inputs are changed.

    `readers` are the functions of the project, `module:function`, that it drives: a test sees each of them run.
    """

    name: str
    kind: Kind
    readers: tuple[str, ...]
    largest: int = LARGEST

    @property
    def run(self) -> Callable[[bytes], None]:
        """Gives bytes to the readers; raises whatever no reader may do. It imports them only now."""
        return cast("Callable[[bytes], None]", import_module(f"fuzzing.targets.{self.name}").run)

    @property
    def seeds(self) -> tuple[bytes, ...]:
        """Faultless inputs, from which a campaign starts where no corpus is kept."""
        found = cast("Callable[[], Iterable[bytes]]", import_module(f"fuzzing.targets.{self.name}").seeds)
        return tuple(found())
