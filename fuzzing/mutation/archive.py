"""Changes of a ZIP archive: its members' names, bytes, modes and order, or of its bytes as they are."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from random import Random
from warnings import catch_warnings, simplefilter
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from fuzzing.mutation.json_tree import Mutate

Member = tuple[ZipInfo, bytes]
METHODS = (ZIP_STORED, ZIP_DEFLATED)
NAMES = ("a.py", "A.py", "../a.py", "/a.py", "a/b.py", "a.json", "a\x00.py", "é.py", "a.py/", "", "lambdas/a.py")
DATES = ((1980, 1, 1, 0, 0, 0), (2026, 1, 31, 12, 0, 0))
ATTRIBUTES = (0o100644 << 16, 0o120777 << 16, 0o100755 << 16, 0)


def mutated(data: bytes, most: int, random: Random, mutate: Mutate, words: Sequence[str]) -> bytes:
    """The archive packed again with one change; what cannot be unpacked is changed as bytes."""
    if random.random() < 0.4:
        return mutate(data, most)
    try:
        with ZipFile(BytesIO(data)) as packed:
            members = [(_copy(entry), packed.read(entry)[:most]) for entry in packed.infolist()]
        made = _packed(_changed(members, random, mutate, (*NAMES, *words)), random.choice((b"", b"", b"", b"x")))
    except Exception:  # whatever the reader of archives raises of one that is broken already
        return mutate(data, most)
    return made if len(made) <= most else mutate(data, most)


def _packed(members: Sequence[Member], comment: bytes) -> bytes:
    buffer = BytesIO()
    with catch_warnings(), ZipFile(buffer, "w") as packed:
        simplefilter("ignore")  # of a name that stands twice, which is what is tried
        for entry, content in members:
            packed.writestr(entry, content, compress_type=entry.compress_type)
        packed.comment = comment
    return buffer.getvalue()


def _copy(entry: ZipInfo) -> ZipInfo:
    """The entry of what is packed again, which says nothing of how it was."""
    new = ZipInfo(entry.filename, entry.date_time)
    new.external_attr, new.create_system = entry.external_attr, entry.create_system
    new.compress_type = entry.compress_type if entry.compress_type in METHODS else ZIP_STORED
    return new


def _changed(members: list[Member], random: Random, mutate: Mutate, names: Sequence[str]) -> list[Member]:
    """One member less, more, elsewhere, or other than it was."""
    if not members or random.random() < 0.1:
        return [*members, (ZipInfo(random.choice(names), DATES[0]), b"x")]
    at, kind = random.randrange(len(members)), random.random()
    entry, content = members[at]
    if kind < 0.1:
        return [*members[:at], *members[at + 1 :]]
    if kind < 0.2:
        return random.sample(members, len(members))
    if kind < 0.5:
        setattr(entry, *random.choice(_settings(random, names)))
        return members
    return [*members[:at], (entry, mutate(content, max(len(content) + 16, 16))), *members[at + 1 :]]


def _settings(random: Random, names: Sequence[str]) -> Sequence[tuple[str, object]]:
    return (
        ("filename", random.choice(names)),
        ("external_attr", random.choice(ATTRIBUTES)),
        ("compress_type", random.choice(METHODS)),
        ("date_time", random.choice(DATES)),
    )
