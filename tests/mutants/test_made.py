"""What is mutated and what is not, as the mutators in `.venv/mutants` make it; without them, nothing is tried."""

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv" / "mutants" / "bin" / "python"
pytestmark = pytest.mark.skipif(
    not PYTHON.exists(), reason="NOT TESTED: mutmut is not installed; run `make .venv/mutants/locked`"
)
POLICY = '''"""A policy."""

from typing import ClassVar

SAMPLE = {"size": 7}
SMALL, BIG = (size for size in (3, 8))
LIMIT = 10
LARGE = "is larger than anybody asked for"


class SizeIsSmall(Policy):
    """Its text."""

    id = "TEST_1"
    applies_to: ClassVar[tuple[str, ...]] = ("a_type",)
    required = {"size": Exactly(7, otherwise="is {value}")}
    compliant = SAMPLE
    given = {"a_type.small": {"size": SMALL}}
    violating = {"is large": {"size": BIG}}
    violating |= {"is huge": {"size": 80}}

    @property
    def most(self) -> int:
        return LIMIT

    def violations(self, resource: Resource) -> Iterator[str]:
        owner = " and ".join(resource.get("owners")) or "nobody"
        size = resource.get("size")
        if size > LIMIT:
            yield f"is too large, with {size}, for {owner}"
'''


def changes(text: str, file: str, tmp_path: Path) -> set[tuple[str, str]]:
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(text)
    command = [str(PYTHON), "-m", "tests.mutants.made", file]
    environment = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    return {(row["was"], row["becomes"]) for row in map(json.loads, done.stdout.splitlines())}


def test_the_rule_and_its_data_are_mutated_and_neither_its_examples_nor_its_words(tmp_path: Path) -> None:
    found = changes(POLICY, "policies/sizes/size_is_small.py", tmp_path)
    lines = {was for was, _ in found}
    assert ("LIMIT = 10", "LIMIT = 11") in found
    assert ("if size > LIMIT:", "if size >= LIMIT:") in found
    assert ('size = resource.get("size")', "size = None") in found
    assert 'required = {"size": Exactly(7, otherwise="is {value}")}' in lines
    assert 'applies_to: ClassVar[tuple[str, ...]] = ("a_type",)' in lines
    for left in (
        "SAMPLE = ",
        "SMALL, BIG = ",
        "LARGE = ",
        "id = ",
        "compliant = ",
        "violating ",
        "owner = ",
        "yield ",
    ):
        assert not any(line.startswith(left) for line in lines), left
    assert not any("XXis {value}XX" in becomes or "Exactly(7)" in becomes for _, becomes in found)


def test_the_words_of_other_code_are_mutated_as_well(tmp_path: Path) -> None:
    found = changes('def said() -> str:\n    yield "no"\n', "redrive/words.py", tmp_path)
    assert ('yield "no"', 'yield "XXnoXX"') in found
