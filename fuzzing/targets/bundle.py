"""A function's bundle (policies/core/packed.py): its members are those that any reader finds, and nothing is beside."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from fuzzing import plain_archive
from fuzzing.oracle import Defect, refused, require
from policies.core.bundle import contents
from policies.core.packed import ATTRIBUTES, DATE, UNIX, NotPlain, members
from policies.core.snapshot import FILE, Entry


def run(data: bytes) -> None:
    """Reads the members, and describes the bundle as a block of the folder."""
    block = contents(Entry("assets/a.zip", FILE, data))
    require(block["digest"] == base64.b64encode(sha256(data).digest()).decode(), "has another digest than its bytes")
    try:
        found = members(data)
    except NotPlain as error:
        refused(error)
        require(block["members"] == {}, "describes a bundle that cannot be read")
        return
    try:
        require([*found.items()] == plain_archive.members(data), "holds other members for another reader")
    except plain_archive.NotPlain as error:
        raise Defect(f"takes for a bundle what is none: {error}") from None
    require([*found] == sorted(found) and len({*map(str.casefold, found)}) == len(found), "has members without order")
    described = block["members"]
    if "problem" not in block:
        require(isinstance(described, Mapping) and described.keys() == found.keys(), "describes other members")


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files as stacks/bundle.py packs them."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in sorted(files.items()):
            entry = ZipInfo(name, DATE)
            entry.create_system, entry.external_attr = UNIX, ATTRIBUTES
            archive.writestr(entry, content)
    return buffer.getvalue()


def seeds() -> Iterator[bytes]:
    """A bundle of a module and a document, an empty one, and one with a module that is no UTF-8."""
    yield packed({"a/__init__.py": b"", "a/handler.py": b'"""X."""\nY = 1\n', "a/rules.json": b'{"a": 1}'})
    yield packed({})
    yield packed({"a.py": b"# coding: latin-1\nx = '\xe9'\n", "b.json": b'{"a": 1, "a": 2}'})
