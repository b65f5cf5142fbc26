"""The folder that is deployed: read once, judged as it was read, and kept as it was judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gate import git
from policies.core.deployed_folder import ASSETS, LOCK, MANIFEST, STACKS, SYNTHESIZED, blocks
from policies.core.function_sources import NoSource, Sources
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.resources import Resource
from policies.core.snapshot import FILE, FOLDER, Entry, TooMuch, snapshot
from policies.core.stack import Stack


class CannotRead(ValueError):
    """The folder cannot be read; the message says why, in one line."""


@dataclass(frozen=True)
class Deployed:
    """What an output folder of CDKTF's held when it was read: the manifest, and a folder for each stack.

    `sources` is what the bundles in it must hold.
    """

    entries: tuple[Entry, ...]
    sources: Sources | NoSource

    @classmethod
    def read(cls, output: Path, sources: Sources | NoSource) -> Deployed:
        """Everything in the folder, no link followed and no pipe waited for; raises CannotRead."""
        try:
            return cls(snapshot(output), sources)
        except TooMuch as error:
            raise CannotRead(f"{output.name}: {error}") from None
        except OSError as error:
            raise CannotRead(f"{output.name}: cannot be read: {(error.strerror or 'it has changed').lower()}") from None

    @property
    def stacks(self) -> tuple[str, ...]:
        """The names of the known stacks, and of each that has a synthesized file, or whatever else is called so."""
        paths = (entry.path.split("/") for entry in self.entries)
        found = {parts[1] for parts in paths if parts[0] == STACKS and parts[2:] == [SYNTHESIZED]}
        return tuple(sorted({*KNOWN_STACKS, *found} if found else ()))

    def file(self, stack: str) -> bytes | None:
        """The bytes of a stack's synthesized file; None where it is no regular file that can be read."""
        path = f"{STACKS}/{stack}/{SYNTHESIZED}"
        return next((entry.data for entry in self.entries if entry.path == path), None)

    def digests(self, stack: str) -> Mapping[str, str]:
        """SHA-256 of the manifest and of each file in a stack's folder, by their paths in the output."""
        files = (entry for entry in self.entries if entry.kind == FILE)
        return {entry.path: entry.digest for entry in files if _is_of(entry.path, stack)}

    def blocks(self, stack: str, judged: Stack) -> tuple[Resource, ...]:
        """What is judged beside a stack."""
        return tuple(blocks(self.entries, stack, judged.resources, self.sources))

    def changes(self, later: Sequence[Entry]) -> Iterator[str]:
        """The paths that are not in a later look what they are in this one."""
        then, now = ({entry.path: (entry.kind, entry.digest) for entry in look} for look in (self.entries, later))
        yield from (path for path in sorted({*then, *now}) if then.get(path) != now.get(path))

    def without(self, stack: str, *names: str) -> Deployed:
        """The same without these files in a stack's folder, which are judged elsewhere."""
        left_out = {f"{STACKS}/{stack}/{name}" for name in names}
        return replace(self, entries=tuple(entry for entry in self.entries if entry.path not in left_out))

    def kept(self) -> Deployed:
        """What of it may be deployed: the manifest, and of each stack the file, the lock and the bundles."""
        files = [entry for entry in self.entries if entry.kind == FILE and _is_deployed(entry.path)]
        folders = {str(parent) for entry in files for parent in Path(entry.path).parents} - {"."}
        listed = [*files, *(Entry(folder, FOLDER) for folder in folders)]
        return replace(self, entries=tuple(sorted(listed)))


def sources(root: Path) -> Sources | NoSource:
    """What the bundles of the project's functions must hold: what git tracks, and without git all that is there."""
    try:
        tracked = git.tracked(root)
    except git.NoAnswer:
        tracked = None
    try:
        return Sources.read(root / "lambdas", tracked)
    except NoSource as error:
        return error


def _is_of(path: str, stack: str) -> bool:
    return path == MANIFEST or path.startswith(f"{STACKS}/{stack}/")


def _is_deployed(path: str) -> bool:
    match path.split("/"):
        case [name]:
            return name == MANIFEST
        case [stacks, _, name]:
            return stacks == STACKS and name in (SYNTHESIZED, LOCK)
        case [stacks, _, assets, bundle]:
            return (stacks, assets) == (STACKS, ASSETS) and bundle.endswith(".zip")
    return False
