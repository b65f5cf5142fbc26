"""A mutant of a function or of redrive is tried in a copy of the project, by the tests of its folder."""

import subprocess
from pathlib import Path

import pytest

from tests.mutants.forked import asked
from tests.mutants.mutant import Mutant
from tests.mutants.on_copy import OnCopy, copied
from tests.mutants.subjects import Subject

FILES = {
    "pytest.ini": "[pytest]\naddopts = --import-mode=importlib\n",
    "box/__init__.py": "",
    "box/limit.py": "LIMIT = 5\n",
    "tests/box/test_limit.py": "from box import limit\n\n\ndef test_limit():\n    assert limit.LIMIT > 2\n",
    "tests/box/test_other.py": "from box import limit\n\n\ndef test_other():\n    assert limit.LIMIT < 8\n",
    "tests/test_far.py": "from box import limit\n\n\ndef test_far():\n    assert limit.LIMIT != 3\n",
    "tests/test_slow.py": "from box import limit\n\n\ndef test_slow():\n    assert limit.LIMIT != 4\n",
}
NOTICED = "pytest ends with 1"
SLOW = Subject("box", ("box/limit.py",), "tests", 90.0, ("tests/test_slow.py",))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "root" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path / "root", check=True)
    return tmp_path / "root"


def became(root: Path, sources: list[str], subject: Subject = SLOW) -> list[str]:
    """What became of the mutants, each by its text; in a copy of this process, as this one has tests of its own."""
    copy = root.parent / "copies" / "project"
    copied(root, copy)

    def tried() -> str:
        trial = OnCopy(root, copy, subject)
        mutants = (Mutant("box/limit.py", "", "number", "", "", source) for source in sources)
        return ", ".join(trial.killed_by(mutant) or "survived" for mutant in mutants)

    return asked(tried, 120).split(", ")


def test_the_tests_of_its_name_those_beside_them_and_all_others_notice_a_mutant(root: Path) -> None:
    sources = ["LIMIT = 1\n", "LIMIT = 9\n", "LIMIT = 3\n", "LIMIT = 6\n"]
    assert became(root, sources) == [NOTICED, NOTICED, NOTICED, "survived"]
    assert (root / "box/limit.py").read_text() == "LIMIT = 5\n"


@pytest.mark.parametrize("slow", ["tests/test_slow.py", "tests/test_slow.py::test_slow"])
def test_slow_tests_judge_nothing(slow: str, root: Path) -> None:
    assert became(root, ["LIMIT = 4\n"], SLOW._replace(slow=(slow,))) == ["survived"]


def test_a_mutant_that_ends_the_process_or_cannot_be_imported_is_noticed(root: Path) -> None:
    sources = ["import os\n\nos._exit(0)\n", "raise ValueError\n"]
    assert became(root, sources) == ["it ends the process", "pytest ends with 2"]


def test_where_the_tests_fail_before_anything_is_mutated_nothing_is_tried(root: Path, tmp_path: Path) -> None:
    (root / "box/limit.py").write_text("LIMIT = 1\n")
    copied(root, tmp_path / "copies" / "project")

    def begun() -> str:
        try:
            OnCopy(root, tmp_path / "copies" / "project", SLOW)
        except AssertionError as error:
            return str(error)
        return "begun"

    assert asked(begun, 60) == "tests: pytest ends with 1 before anything is mutated"
