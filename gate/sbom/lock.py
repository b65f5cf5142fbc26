"""The packages that a lock of uv's pins: versions, hashes, where they are installed, and which others ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;]+)(?: ; (?P<marker>.+?))? \\")
NUMBER = re.compile(r"[0-9]{1,9}")
HASH = re.compile(r"    --hash=sha256:(?P<digest>[0-9a-f]{64})(?: \\)?")
ASKING = re.compile(r"    #(?: via(?: (?P<only>\S.*))?|   (?P<one>\S.*))")


class NotLocked(ValueError):
    """It is no lock with hashes; the message says where, in one line."""


# As a lock calls pyproject.toml itself.
BY_PROJECT = "fraud-detection (pyproject.toml)"


@dataclass(frozen=True)
class Package:
    """A pinned package; `marker` says where it is installed, if not everywhere, and `asked_by` which packages need it.

    `digests` are the SHA-256 of all files of that version, any of which may be installed.
    """

    name: str
    version: str
    marker: str
    digests: tuple[str, ...]
    asked_by: tuple[str, ...]


def packages(lock: str) -> tuple[Package, ...]:
    """Each package of the lock, in its order; raises NotLocked."""
    return tuple(map(_package, _blocks(lock)))


def text(locked: Iterable[Package]) -> str:
    """The lock of these packages, as uv writes it: what `packages` reads, in one form."""
    in_order = sorted(locked, key=lambda package: (package.name, [*map(int, NUMBER.findall(package.version))]))
    return "".join(f"{line}\n" for package in in_order for line in _lines(package))


def _lines(package: Package) -> Iterator[str]:
    *others, last = sorted(package.digests)
    asking = sorted(package.asked_by, key=lambda name: (name != BY_PROJECT, name))
    yield f"{package.name}=={package.version}{f' ; {package.marker}' if package.marker else ''} \\"
    yield from (f"    --hash=sha256:{digest} \\" for digest in others)
    yield f"    --hash=sha256:{last}"
    if len(asking) == 1:
        yield f"    # via {asking[0]}"
    elif asking:
        yield from ("    # via", *(f"    #   {name}" for name in asking))


def _blocks(lock: str) -> Iterator[Sequence[tuple[int, str]]]:
    """The lines of each package with their numbers, its pin first."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate(lock.splitlines(), 1):
        if PIN.fullmatch(line):
            if block:
                yield block
            block = []
        elif not block:
            raise NotLocked(f"line {number}: is no pinned package; make the lock anew with `make lock`")
        block.append((number, line))
    if not block:
        raise NotLocked("holds no package; make the lock anew with `make lock`")
    yield block


def _package(block: Sequence[tuple[int, str]]) -> Package:
    (number, first), *rest = block
    pin = PIN.fullmatch(first)
    assert pin  # noqa: S101 - for mypy
    digests, asking = [], []
    for line_number, line in rest:
        if found := HASH.fullmatch(line):
            digests.append(found["digest"])
        elif found := ASKING.fullmatch(line):
            asking.append(found["only"] or found["one"])
        else:
            raise NotLocked(f"line {line_number}: is neither a hash nor who asked; make the lock anew with `make lock`")
    if not digests:
        raise NotLocked(f"line {number}: {pin['name']} has no hash; make the lock anew with `make lock`")
    return Package(pin["name"], pin["version"], pin["marker"] or "", tuple(digests), tuple(filter(None, asking)))
