"""A stack with all that is judged beside it, read from where it lies."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policies.core import deployed_folder, recorded_calls
from policies.core.function_sources import NoSource, Sources
from policies.core.resources import Resource
from policies.core.snapshot import snapshot
from policies.core.stack import Stack


def whole_stack(file: Path) -> Stack:
    """The stack of a synthesized file, what its functions call and, if it lies in an output folder, that folder.

    Raises Unreadable, BrokenRecord, TooMuch and OSError.
    """
    path = file.absolute()
    stack = Stack.load(path.read_bytes(), recorded_calls.blocks(recorded_calls.files()))
    return stack.beside(_folder(path, stack))


def _folder(path: Path, stack: Stack) -> Iterable[Resource]:
    if path.parent.parent.name != deployed_folder.STACKS:
        return ()
    try:
        sources: Sources | NoSource = Sources.read(recorded_calls.LAMBDAS)
    except NoSource as error:
        sources = error
    return deployed_folder.blocks(snapshot(path.parents[2]), path.parent.name, stack.resources, sources)
