"""The inputs that are kept: each is replayed, and they are few, small, named by their bytes, and tell of nobody."""

from __future__ import annotations

import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from fuzzing.keeping import MOST_BYTES, MOST_INPUTS, choose, reached
from fuzzing.places import KEPT, kept, name_of
from fuzzing.table import BY_NAME, TARGETS
from fuzzing.target import Target
from tests.card_numbers import card_numbers

ROOT = Path(__file__).resolve().parents[2]
MOST_OF_ALL = 400_000


def ids(target: Target) -> str:
    return target.name


@pytest.mark.parametrize("target", TARGETS, ids=ids)
def test_a_target_finds_nothing_wrong_with_the_inputs_that_are_kept(target: Target) -> None:
    inputs = kept(target.name)
    assert inputs, f"none is kept: run `python -m fuzzing keep --target {target.name}`"
    for data in (*target.seeds, *inputs.values()):
        target.run(data)


@pytest.mark.parametrize("target", TARGETS, ids=ids)
def test_the_inputs_that_are_kept_are_few_small_and_named_by_their_bytes(target: Target) -> None:
    inputs = kept(target.name)
    assert len(inputs) <= MOST_INPUTS
    assert all(len(data) <= target.largest for data in inputs.values())
    assert sum(map(len, inputs.values())) <= max(MOST_BYTES, 2 * target.largest)
    assert [*inputs] == [name_of(data) for data in inputs.values()]


def test_all_that_are_kept_are_small_together_and_of_known_targets() -> None:
    assert {path.name for path in KEPT.iterdir()} == BY_NAME.keys()
    assert sum(len(data) for name in BY_NAME for data in kept(name).values()) <= MOST_OF_ALL


@pytest.mark.parametrize("target", TARGETS, ids=ids)
def test_no_input_that_is_kept_holds_a_card_number(target: Target) -> None:
    for name, data in kept(target.name).items():
        assert list(card_numbers(data.decode("utf-8", "replace"))) == [], name


def test_git_changes_no_byte_of_an_input() -> None:
    paths = [str(path.relative_to(ROOT)) for path in sorted(KEPT.glob("*/*"))]
    command = ["git", "check-attr", "text", "--", *paths]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [line for line in said.splitlines() if not line.endswith(": text: unset")] == []


def test_those_are_kept_that_reach_most_and_of_equal_ones_the_smaller() -> None:
    inputs = {b"long": frozenset("abc"), b"abc": frozenset("abc"), b"d": frozenset("d"), b"a": frozenset("a")}
    assert choose(inputs) == [b"abc", b"d"]


def test_nothing_is_kept_that_looks_like_a_card_number_or_a_secret() -> None:
    card, digest = b"4111" + b"1111" * 3, sha256(b"x").hexdigest().encode()
    inputs = {data: frozenset({str(at)}) for at, data in enumerate((b"a " + card, digest, b"0" * 64, b"1-" + card))}
    assert choose(inputs) == [b"0" * 64]


def test_no_more_is_kept_than_there_is_room_for() -> None:
    inputs = {bytes([number]) * 1_000: frozenset({str(number)}) for number in range(100)}
    assert len(choose(inputs)) == MOST_BYTES // 1_000
    assert len(choose({bytes([number]): frozenset({str(number)}) for number in range(100)})) == MOST_INPUTS


def test_what_an_input_reaches_is_read_from_the_record_of_the_merge(tmp_path: Path) -> None:
    for name, text in {"a": "one", "b": "two", "c": "one"}.items():
        (tmp_path / name).write_text(text)
    paths = "".join(f"{tmp_path}/{name}\n" for name in "abc")
    rows = "STARTED 0 3\nFT 0 4 5\nCOV 0 1\nSTARTED 1 3\nFT 1\nCOV 1\nSTARTED 2 3\nFT 2\nCOV 2\n"
    assert reached(f"3\n0\n{paths}{rows}") == {b"one": frozenset({"4", "5"}), b"two": frozenset()}
