"""What the files can speak of: every control has its part, and page and document say the same."""

import re
from pathlib import Path

import pytest

from gate.asked.scope import FILE, Part, load_scope
from gate.provenance.inputs import inputs
from gate.strict_toml import BrokenToml
from gate.synthesis import ROOT
from policies.core.control import Control
from policies.core.rulebook import rulebook

SCOPE = load_scope()
CONTROLS = sorted({mapped.control for policy in rulebook() for mapped in policy.controls}, key=str)
VERSION = re.compile(r"as of \d{4}-\d\d-\d\d$|\d\.\d$|^the standard's own text$")


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: f"{control.standard} {control.number}")
def test_each_control_that_a_policy_serves_is_of_one_part(control: Control) -> None:
    assert len([part for part in SCOPE.parts if part.holds(control)]) == 1
    assert control.standard in SCOPE.editions


def test_each_part_is_of_a_standard_of_the_rulebook() -> None:
    standards = {control.standard for control in CONTROLS}
    assert {part.standard for part in SCOPE.parts} == standards == SCOPE.editions.keys()


def test_no_number_is_of_two_parts() -> None:
    numbers = [(part.standard, number) for part in SCOPE.parts for number in part.numbers]
    assert len(numbers) == len({*numbers})


def test_a_part_holds_no_other_whose_number_begins_alike() -> None:
    part = Part("PCI DSS 4.0.1", ("1",), "Network", "Nothing.", "nobody")
    assert part.holds(Control("PCI DSS 4.0.1", "1.3.1", "", ""))
    assert not part.holds(Control("PCI DSS 4.0.1", "10.3.1", "", ""))
    assert not part.holds(Control("SOC 2", "1.3.1", "", ""))


def test_what_an_open_gate_does_not_prove_reads_alike_in_the_guide_for_auditors() -> None:
    section = (ROOT / "docs" / "for-auditors.md").read_text().partition("## What an open gate does not prove\n")[2]
    items = re.findall(r"^- (.*?)(?=^- |\Z)", section, re.MULTILINE | re.DOTALL)
    assert [plain(item) for item in items] == [plain(f"{each.claim} {each.why}") for each in SCOPE.unproved]


def plain(text: str) -> str:
    """Without Markdown's signs, in one line."""
    linked = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    return " ".join(re.sub(r"[*`]", "", linked).split()).replace(" ,", ",")


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: f"{control.standard} {control.number}")
def test_each_source_of_a_mapping_says_its_version_or_when_it_was_read(control: Control) -> None:
    assert VERSION.search(control.source), control.source


def test_the_scope_is_among_what_judged() -> None:
    assert inputs(ROOT)["policies/scope.toml"]


def test_an_entry_of_another_shape_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "scope.toml"
    file.write_text(FILE.read_text().replace('ask = "AWS\'s attestation of compliance"', 'ask = ""', 1))
    with pytest.raises(BrokenToml, match=r"^scope\.toml: \[\[part\]\] 9 has no text as ask; write one") as refused:
        load_scope(file)
    assert refused.value.file == "scope.toml"
