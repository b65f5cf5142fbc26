"""A saved plan keeps what was planned, and what was planned is, byte for byte, what was judged."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.plan.broken import BrokenPlan
from gate.plan.saved import MOST_BYTES, SavedPlan
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
        archive.writestr("tfconfig/modules.json", b'[{"Key":""}]')
        archive.writestr(".terraform.lock.hcl", LOCK)
    assert unlike(held.getvalue()) == ["cdk.tf.json: was judged, and was not planned"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"tfconfig/modules.json": b'[{"Key":""},{"Key":"more"}]'}, "plans other modules"),
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
    with pytest.raises(BrokenPlan, match="or one of two"):
        SavedPlan.read(held.getvalue())


@given(st.binary(max_size=400), st.integers(0, 400))
def test_any_bytes_are_read_or_refused(data: bytes, at: int) -> None:
    whole = saved(WHAT)
    for each in (data, whole[:at] + data + whole[at:]):
        with suppress(BrokenPlan):
            SavedPlan.read(each)
