"""Inputs are changed by their structure: in bounds, the same by the same chance, and so that most can still be read."""

from __future__ import annotations

import json
from random import Random

import pytest

from fuzzing.mutation import archive, json_tree, lines
from fuzzing.table import TARGETS
from fuzzing.target import Target
from fuzzing.targets import bundle

TIMES = 300
DOCUMENT = b'{"a": [1, 2.5, "x"], "b": {"c": null, "d": "{\\"e\\": 1}"}}'
MUTATIONS = {"json": json_tree.mutated, "lines": lines.mutated, "archive": archive.mutated}


def seeded(chance: int) -> Random:
    return Random(chance)  # noqa: S311 - no secret


def cut(data: bytes, most: int) -> bytes:
    """In the engine's place: what it makes of bytes is shorter, or something else."""
    return data[1:most] or b"x"[:most]


def made(target: Target, chance: int) -> bytes:
    seeds = target.seeds
    return MUTATIONS[target.kind](seeds[chance % len(seeds)], target.largest, seeded(chance), cut, ("word", "a"))


@pytest.mark.parametrize("target", [each for each in TARGETS if each.kind != "bytes"], ids=lambda each: each.name)
def test_whatever_is_made_of_the_seeds_is_in_bounds_and_judged(target: Target) -> None:
    run = target.run
    for chance in range(40):
        data = made(target, chance)
        assert len(data) <= target.largest
        run(data)


@pytest.mark.parametrize("target", [each for each in TARGETS if each.kind != "bytes"], ids=lambda each: each.name)
def test_the_same_chance_makes_the_same_input(target: Target) -> None:
    assert [made(target, chance) for chance in range(20)] == [made(target, chance) for chance in range(20)]


def test_most_changes_of_a_document_leave_one_and_some_put_a_name_there_twice() -> None:
    found = [json_tree.mutated(DOCUMENT, 4_096, seeded(chance), cut, ("a", "b")) for chance in range(TIMES)]
    readable = twice = 0
    for data in found:
        try:
            pairs = json.loads(data, object_pairs_hook=list)
        except (ValueError, RecursionError):
            continue
        readable += 1
        names = [pair[0] for pair in pairs] if isinstance(pairs, list) and data[:1] == b"{" else []
        twice += len(names) != len(set(names))
    assert readable > TIMES / 2
    assert twice > 0
    assert len({*found}) > TIMES / 2


def test_what_is_no_document_is_left_to_the_engine() -> None:
    assert json_tree.mutated(b"{", 9, seeded(1), lambda data, most: data * most, ()) == b"{" * 9
    assert archive.mutated(b"PK", 2, seeded(1), lambda data, most: data * most, ()) == b"PKPK"


def test_an_archive_gets_other_names_modes_and_members() -> None:
    packed = bundle.packed({"a.py": b"x = 1\n", "b.json": b"{}"})
    found = [archive.mutated(packed, 4_096, seeded(chance), cut, ("b/c.py",)) for chance in range(TIMES)]
    assert any(b"../a.py" in data for data in found)
    assert any(b"b/c.py" in data for data in found)
    assert any(data.count(b"PK\x03\x04") == 1 for data in found)
    assert any(data.count(b"PK\x03\x04") == 3 for data in found)
