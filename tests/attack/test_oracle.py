"""The table of what may pass: its shape, what an entry allows, and that it lets nothing pass that matters."""

from pathlib import Path

import pytest

from attack.oracle import BrokenOracle, Harmless, oracle
from attack.outcomes import Unnoticed
from gate.asked.attributes import load_cells
from policies.core.rulebook import rulebook

BROKEN = {
    "is no TOML": ("[[harmless]", "fix it"),
    "holds another table": ('[[close]]\nreason = "x"\n', "write these"),
    "lacks a reason": ('[[harmless]]\ntypes = ["*"]\npaths = ["name"]\n', "write these"),
    "has an empty reason": ('[[harmless]]\ntypes = ["*"]\npaths = ["name"]\nreason = " "\n', "say why"),
    "has no list": ('[[harmless]]\ntypes = "*"\npaths = ["name"]\nreason = "x"\n', "list one or more"),
    "has a key too many": ('[[harmless]]\ntypes = ["*"]\npaths = ["name"]\nreason = "x"\nor = 1\n', "write these"),
}


def unnoticed(path: str, new: str = '"x"', *, type_: str = "aws_sqs_queue", kind: str = "another text") -> Unnoticed:
    return Unnoticed(type_, path, kind, "what was changed", new, is_equivalent=False)


@pytest.mark.parametrize(("text", "remedy"), BROKEN.values(), ids=BROKEN)
def test_a_table_of_another_shape_is_refused_in_one_line(text: str, remedy: str, tmp_path: Path) -> None:
    file = tmp_path / "oracle.toml"
    file.write_text(text)
    with pytest.raises(BrokenOracle, match=remedy) as refused:
        oracle(file)
    assert str(refused.value).startswith("oracle.toml: ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("paths", "allowed", "refused"),
    [
        (["name"], "name", "names"),
        (["name"], "name", "name.planted"),
        (["tags.*"], "tags.a", "tags"),
        (["tags.**"], "tags.a.b", "tag"),
        (["policy:Statement[].Sid"], "policy:Statement[].Sid", "policy:Statement[].Action"),
        (["*:Statement"], "policy:Statement", "policy.x:Statement"),
    ],
)
def test_a_path_allows_itself_and_no_other(paths: list[str], allowed: str, refused: str) -> None:
    entry = Harmless(("*",), tuple(paths), "reason")
    assert entry.allows(unnoticed(allowed))
    assert not entry.allows(unnoticed(refused))


def test_an_entry_is_of_its_types_and_kinds() -> None:
    entry = Harmless(("aws_sns_topic",), ("name",), "reason", kinds=("removed",))
    assert entry.allows(unnoticed("name", type_="aws_sns_topic", kind="removed"))
    assert not entry.allows(unnoticed("name", kind="removed"))
    assert not entry.allows(unnoticed("name", type_="aws_sns_topic"))


@pytest.mark.parametrize(
    ("new", "is_allowed"), [("1", True), ('"20"', True), ("20.5", False), ("-1", False), ("null", False)]
)
def test_bounds_allow_what_lies_between_them(new: str, is_allowed: bool) -> None:
    assert Harmless(("*",), ("name",), "reason", within=(1, 20)).allows(unnoticed("name", new)) is is_allowed


def test_a_pattern_must_fit_as_a_whole() -> None:
    entry = Harmless(("*",), ("name",), "reason", new="false")
    assert entry.allows(unnoticed("name", "false"))
    assert not entry.allows(unnoticed("name", '"false"'))


def test_nothing_that_matters_to_security_may_pass_as_a_whole() -> None:
    """By places inside it, or by the values that are let pass, but never whatever stands there."""
    for cell in load_cells(rulebook()):
        for entry in oracle():
            if not entry.is_limited:
                mutant = unnoticed(cell.attribute, type_=cell.type, kind=entry.kinds[0] if entry.kinds else "removed")
                assert not entry.allows(mutant), (entry, cell)


def test_no_block_that_the_provider_makes_may_be_gone() -> None:
    types = {cell.type for cell in load_cells(rulebook())}
    for entry in oracle():
        assert not any(entry.allows(unnoticed("", "", type_=type_, kind="resource")) for type_ in types)
