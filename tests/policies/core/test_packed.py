"""A bundle is read in one way only: whatever another reader could read otherwise is refused, and says why."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from policies.core.packed import NotPlain, members, text

HANDLER = ("fraud_analyzer/handler.py", b"def handler(event, context): ...\n")
MODEL = ("fraud_analyzer/model.json", b"{}")


def entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system, info.external_attr = 3, 0o100644 << 16
    return info


def packed(*content: tuple[str, bytes], edit: Callable[[zipfile.ZipInfo], None] = lambda _: None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in content:
            info = entry(name)
            edit(info)
            archive.writestr(info, data)
    return buffer.getvalue()


def commented() -> bytes:
    buffer = io.BytesIO(packed(HANDLER))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"more"
    return buffer.getvalue()


def set_mode(mode: int) -> Callable[[zipfile.ZipInfo], None]:
    def edit(info: zipfile.ZipInfo) -> None:
        info.external_attr = mode << 16

    return edit


def deflate(info: zipfile.ZipInfo) -> None:
    info.compress_type = zipfile.ZIP_DEFLATED


def add_extra_field(info: zipfile.ZipInfo) -> None:
    info.extra = struct.pack("<2H4s", 0x4242, 4, b"more")


def hidden_between() -> bytes:
    """Another member's bytes in front of the one that is listed."""
    whole, alone = packed(MODEL, HANDLER), packed(MODEL)
    first = whole[: alone.index(b"PK\1\2")]
    return first + packed(HANDLER)


def other_name_in_front() -> bytes:
    """The name in front of the member is another than the one in the list."""
    return packed(HANDLER).replace(b"fraud_analyzer/handler.py", b"fraud_analyzer/handles.py", 1)


def unlisted() -> bytes:
    """A member that is there, and not in the list at the end."""
    data = packed(HANDLER)
    at = data.index(b"PK\1\2")
    member = packed(MODEL)
    member = member[: member.index(b"PK\1\2")]
    end = struct.unpack("<4s4H2IH", data[-22:])
    return data[:at] + member + data[at:-22] + struct.pack("<4s4H2IH", *end[:6], end[6] + len(member), 0)


def two_of_one_name() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate"):
        return packed(HANDLER, (HANDLER[0], b"import os\n"))


def test_a_plain_bundle_is_read_member_by_member() -> None:
    assert members(packed(HANDLER, MODEL)) == dict((HANDLER, MODEL))


def test_each_synthesized_bundle_is_plain(synthesized: Path) -> None:
    bundles = list(synthesized.parent.glob("assets/*.zip"))
    assert bundles
    for bundle in bundles:
        assert sorted(members(bundle.read_bytes())) == sorted(zipfile.ZipFile(bundle).namelist())


ODD: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip file": (lambda: b"PK", "no zip file"),
    "empty file": (lambda: b"", "no zip file"),
    "bytes before": (lambda: b"#!/bin/sh\n" + packed(HANDLER), "beside its members|no zip file"),
    "bytes behind": (lambda: packed(HANDLER) + b"more", "beside its members|no zip file"),
    "two files in one": (lambda: packed(MODEL) + packed(HANDLER), "beside its members|no zip file"),
    "comment": (commented, "beside its members"),
    "hidden between": (hidden_between, "beside its members|no zip file"),
    "unlisted": (unlisted, "beside its members"),
    "two names": (other_name_in_front, "beside its members|no zip file"),
    "another order": (lambda: packed(MODEL, HANDLER), "in another order"),
    "two of one name": (two_of_one_name, "two members of one name"),
    "two that differ in case": (lambda: packed(HANDLER, ("fraud_analyzer/Handler.py", b"")), "two members of one name"),
    "link": (lambda: packed(HANDLER, edit=set_mode(0o120777)), "something else than a regular file"),
    "set-user-id": (lambda: packed(HANDLER, edit=set_mode(0o104755)), "something else than a regular file"),
    "compressed": (lambda: packed((HANDLER[0], b"0" * 10**6), edit=deflate), "compressed"),
    "extra field": (lambda: packed(HANDLER, edit=add_extra_field), "beside its members"),
    "absolute name": (lambda: packed(("/fraud_analyzer/handler.py", b"")), "name of no"),
    "name that leads out": (lambda: packed(("../handler.py", b"")), "name of no"),
    "hidden name": (lambda: packed((".config/handler.py", b"")), "name of no"),
    "backslash": (lambda: packed(("fraud_analyzer\\handler.py", b"")), "name of no"),
    "folder": (lambda: packed(("fraud_analyzer/", b"")), "name of no"),
    "compiled module": (lambda: packed(("fraud_analyzer/handler.pyc", b"")), "name of no"),
    "letter of another alphabet": (lambda: packed(("fraud_\u0430nalyzer/handler.py", b"")), "name of no"),
}


@pytest.mark.parametrize("case", ODD)
def test_what_could_be_read_otherwise_is_refused(case: str) -> None:
    build, reason = ODD[case]
    with pytest.raises(NotPlain, match=reason):
        members(build())


def test_no_byte_of_a_bundle_can_be_changed_unseen() -> None:
    data = packed(HANDLER, MODEL)
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises(NotPlain):
            members(changed)


@pytest.mark.parametrize(
    "source", [b"\xff", b"# coding: latin-1\n", b"# coding: utf-7\n", b"\xef\xbb\xbfx = 1\n", b"# coding: no-such\n"]
)
def test_source_that_python_would_read_in_another_encoding_is_refused(source: bytes) -> None:
    with pytest.raises(NotPlain):
        text("fraud_analyzer/handler.py", source)
