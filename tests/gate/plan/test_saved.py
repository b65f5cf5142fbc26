"""A saved plan keeps what was planned, and what was planned is, byte for byte, what was judged."""

import io
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.plan.archive import MOST_BYTES
from gate.plan.broken import BrokenPlan
from gate.plan.saved import SavedPlan
from tests.gate.plan.simulated import LOCK, judged, saved

WHAT = judged({"resource": {}})
CONFIGURATION = "tfconfig/m-/"


def unlike(data: bytes) -> list[str]:
    return list(SavedPlan.read(data).unlike({"cdk.tf.json": WHAT.file}, LOCK))


def test_a_plan_of_the_judged_bytes_is_like_them() -> None:
    assert unlike(saved(WHAT)) == []


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        (f"{CONFIGURATION}cdk.tf.json", WHAT.file + b" ", "the bytes that were planned are not the judged ones"),
        (f"{CONFIGURATION}more.tf", b"", "was planned, and was not judged"),
        (f"{CONFIGURATION}x_override.tf.json", b"{}", "was planned, and was not judged"),
        (".terraform.lock.hcl", b"another", "the plan was made by other providers than those of the judged lock"),
    ],
)
def test_other_bytes_are_named(name: str, data: bytes, line: str) -> None:
    assert unlike(saved(WHAT, **{name: data})) == [f"{name.removeprefix(CONFIGURATION)}: {line}"]


def test_a_plan_without_the_judged_file_is_named() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("tfconfig/modules.json", b'[{"Key":"","Dir":"."}]')
        archive.writestr(".terraform.lock.hcl", LOCK)
    assert unlike(held.getvalue()) == ["cdk.tf.json: was judged, and was not planned"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"tfconfig/modules.json": b'[{"Key":"","Dir":"."},{"Key":"more","Dir":"more"}]'}, "plans other modules"),
        ({"tfconfig/modules.json": b'[{"Key":"","key":"more","Dir":"."}]'}, "plans other modules"),
        ({"tfconfig/modules.json": b"{"}, "is no list of modules"),
        ({"tfconfig/m-more/main.tf": b""}, "which no plan of one folder does"),
    ],
)
def test_a_plan_of_more_than_the_folder_is_refused(changed: dict[str, bytes], reason: str) -> None:
    with pytest.raises(BrokenPlan, match=reason):
        SavedPlan.read(saved(WHAT, **changed))


def test_what_has_two_files_of_one_name_or_unfolds_without_end_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("tfplan", b"one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("tfplan", b"two")
    with pytest.raises(BrokenPlan, match="two files of one name"):
        SavedPlan.read(held.getvalue())
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tfplan", b"\0" * (MOST_BYTES + 1))
    with pytest.raises(BrokenPlan, match="holds more than"):
        SavedPlan.read(held.getvalue())


def test_a_file_with_a_second_name_is_refused() -> None:
    held = io.BytesIO()
    named = zipfile.ZipInfo("tfplan")
    named.extra = struct.pack("<HHBI", 0x7075, 9, 1, 0) + b"tfca"
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(named, b"the plan")
    with pytest.raises(BrokenPlan, match="is described as Terraform describes none"):
        SavedPlan.read(held.getvalue())


def like_terraform(files: dict[str, bytes]) -> bytes:
    """An archive whose writer cannot go back, so that sizes stand behind what they are of, as Terraform's do."""

    class Forward(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    held = Forward()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            entry.extra, entry.compress_type = struct.pack("<HHBI", 0x5455, 5, 1, 1795887844), zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return held.getvalue()


FILES = {
    "tfplan": b"the plan" * 9,
    f"{CONFIGURATION}cdk.tf.json": WHAT.file,
    "tfconfig/modules.json": b'[{"Key":"","Dir":"."}]',
    ".terraform.lock.hcl": LOCK,
}
OF_END = struct.Struct("<4s4H2IH")
SHOWN = like_terraform(FILES)
HIDDEN = like_terraform(FILES | {f"{CONFIGURATION}cdk.tf.json": b"another"})


def parts(archive: bytes) -> tuple[bytes, bytes, int]:
    """The files, their directory, and how many they are."""
    *_, count, size, start, _ = OF_END.unpack(archive[-OF_END.size :])
    return archive[:start], archive[start : start + size], count


def ended(count: int, size: int, start: int) -> bytes:
    return OF_END.pack(b"PK\x05\x06", 0, 0, count, count, size, start, 0)


def shifted(directory: bytes, by: int) -> bytes:
    """The directory of files that stand elsewhere."""
    moved, place = bytearray(directory), 0
    while place < len(moved):
        (at,) = struct.unpack_from("<I", moved, place + 42)
        struct.pack_into("<I", moved, place + 42, at + by)
        place += 46 + sum(struct.unpack_from("<3H", moved, place + 28))
    return bytes(moved)


def led_by_other_records() -> bytes:
    """Two archives in one: the last record leads Go to the one, and a 64-bit record Python to the other."""
    (files, directory, count), (others, listed, _) = parts(HIDDEN), parts(SHOWN)
    head = files + directory
    body = head + others + shifted(listed, len(head))
    start = len(head) + len(others)
    numbers = (44, 45, 45, 0, 0, count, count, len(listed), start)
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", *numbers)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, len(body), 1)
    return body + record + locator + ended(count, len(directory), len(files))


def led_by_what_stands_in_front() -> bytes:
    """Two archives in one: Go takes the directory where the record says, and Python the one right before the record."""
    (files, directory, count), (others, listed, _) = parts(HIDDEN), parts(SHOWN)
    room = len(directory) - len(listed)
    head = files + directory + bytes(max(room, 0))
    return head + others + listed + ended(count, len(listed), len(files))


def test_what_terraform_writes_is_read() -> None:
    assert unlike(SHOWN) == []
    assert unlike(HIDDEN) == ["cdk.tf.json: the bytes that were planned are not the judged ones"]


@pytest.mark.parametrize("forged", [led_by_other_records, led_by_what_stands_in_front])
def test_an_archive_in_which_go_and_python_find_different_files_is_refused(forged: Callable[[], bytes]) -> None:
    with pytest.raises(BrokenPlan, match="something stands between its directory and its end"):
        SavedPlan.read(forged())


def test_a_file_that_is_another_before_it_than_in_the_directory_is_refused() -> None:
    name = f"{CONFIGURATION}cdk.tf.json".encode()
    at = SHOWN.index(name)
    for forged in (
        SHOWN[:at] + name.replace(b"cdk", b"xxx") + SHOWN[at + len(name) :],
        SHOWN[: at - 24] + b"\x00\x00" + SHOWN[at - 22 :],
        SHOWN.replace(b"PK\x07\x08", b"PK\x07\x09", 1),
    ):
        with pytest.raises(BrokenPlan, match="is another before it than in the directory"):
            SavedPlan.read(forged)


def test_a_directory_or_a_place_that_another_record_would_give_is_refused() -> None:
    files, directory, count = parts(SHOWN)
    for end in (ended(0xFFFF, len(directory), len(files)), ended(count, len(directory), 0xFFFFFFFF)):
        with pytest.raises(BrokenPlan, match="does not end as an archive of Terraform's does"):
            SavedPlan.read(files + directory + end)


@given(st.sampled_from([SHOWN, saved(WHAT)]), st.binary(min_size=1, max_size=60), st.data())
def test_no_byte_more_stands_anywhere(whole: bytes, more: bytes, drawn: st.DataObject) -> None:
    at = drawn.draw(st.integers(0, len(whole) - 1))
    forged = whole[:at] + more + whole[at:]
    with pytest.raises(BrokenPlan):
        SavedPlan.read(forged)


@given(st.sampled_from([SHOWN, saved(WHAT)]), st.integers(1, 255), st.data())
def test_a_byte_that_was_changed_changes_no_file_unseen(whole: bytes, other: int, drawn: st.DataObject) -> None:
    at = drawn.draw(st.integers(0, len(whole) - 1))
    forged = whole[:at] + bytes([whole[at] ^ other]) + whole[at + 1 :]
    with suppress(BrokenPlan):
        assert SavedPlan.read(forged) == SavedPlan.read(whole)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(BrokenPlan):
        SavedPlan.read(data)
