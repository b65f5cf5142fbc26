"""Reviewed files that are nested deeper than Python reads: refused in a line, as anything else that cannot be read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from attack.oracle import BrokenOracle, oracle
from gate.asked.load import load_asked
from gate.dated_entries import BrokenEntries
from gate.engines.checkov.built_ins import BrokenBuiltIns, BuiltIns
from gate.strict_toml import BrokenToml
from gate.waivers.load import load_waivers

READERS: dict[str, tuple[Callable[[Path], object], type[ValueError]]] = {
    "waivers.toml": (load_waivers, BrokenEntries),
    "checkov.toml": (BuiltIns.load, BrokenBuiltIns),
    "asked.toml": (lambda path: load_asked((), path), BrokenToml),
    "oracle.toml": (oracle, BrokenOracle),
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "text", ["a = " + 5_000 * "[", 5_000 * "[" + "a", "a" + 5_000 * ".a" + " = 1", "a = {" * 5_000]
)
def test_a_table_that_is_nested_too_deeply_is_refused_in_one_line(name: str, text: str, tmp_path: Path) -> None:
    read, refusal = READERS[name]
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(refusal) as refused:
        read(file)
    assert "\n" not in str(refused.value)
