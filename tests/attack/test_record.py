"""The record of the last attack: that nothing survived it, and that page and report say what it says."""

import json
from pathlib import Path

import pytest

from attack import document, record
from attack.oracle import oracle
from gate.asked.attack import BrokenRecordOfTheAttack, load_attack
from gate.engines.coverage import HARMLESS
from policies.core.rulebook import rulebook

KEPT = json.loads(record.FILE.read_text(encoding="utf-8"))
REMEDY = "run `make mutate`"


def test_nothing_that_must_close_the_gate_survived() -> None:
    assert KEPT["survivors"] == []
    assert KEPT["total"]["survived"] == 0


def test_there_were_twenty_thousand_mutants_and_more() -> None:
    total = KEPT["total"]
    assert total["closed"] + total["harmless"] + total["equivalent"] >= 20_000


def test_the_counts_by_type_and_by_kind_are_those_of_the_whole() -> None:
    for rows in (KEPT["types"], KEPT["kinds"]):
        for name, count in KEPT["total"].items():
            assert sum(row[name] for row in rows.values()) == count


def test_each_attribute_that_matters_was_attacked() -> None:
    for cell in KEPT["cells"]:
        assert KEPT["by_attribute"][f"{cell['type']}.{cell['attribute']}"]["closed"], cell


def test_every_entry_of_the_table_excused_something() -> None:
    assert {entry["reason"] for entry in KEPT["harmless"]} == {entry.reason for entry in oracle()}, REMEDY


def test_the_page_is_of_the_record() -> None:
    assert document.FILE.read_text(encoding="utf-8") == document.page(KEPT), REMEDY


def test_the_record_is_of_the_policies_that_there_are() -> None:
    assert {*KEPT["policies"]} == {policy.id for policy in rulebook()}, REMEDY


def test_the_gate_reads_the_record() -> None:
    read = load_attack()
    assert read is not None
    assert read.total.survived == 0
    assert {*read.kinds} == {*KEPT["kinds"]}


@pytest.mark.parametrize("text", ["{", "[]", '{"date": 1}', "{}", '{"date": "x", "date": "y"}'])
def test_a_record_that_is_none_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    file.write_text(text)
    with pytest.raises(BrokenRecordOfTheAttack) as refused:
        load_attack(file)
    assert "\n" not in str(refused.value)


def test_without_a_record_there_is_none(tmp_path: Path) -> None:
    assert load_attack(tmp_path / "record.json") is None


def test_what_the_general_rule_calls_harmless_is_harmless_by_the_table() -> None:
    """Two lists by two owners' eyes: coverage passes these attributes over, so their mutants must be excused, too."""
    named = {path for entry in oracle() for path in entry.paths}
    assert {*HARMLESS} <= named
