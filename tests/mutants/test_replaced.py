"""A mutant stands in the place of its module for whoever imports it, and nowhere else."""

from pathlib import Path

import pytest

from tests.mutants.forked import asked
from tests.mutants.mutant import Mutant
from tests.mutants.replaced import put, users

FILES = {
    "box/__init__.py": "",
    "box/limit.py": "LIMIT = 1\n",
    "box/twice.py": "from box.limit import LIMIT\n\nTWICE = 2 * LIMIT\n",
    "box/apart.py": "APART = object()\n",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def test_who_imports_a_module_is_known(root: Path) -> None:
    assert users(root, ["box/*.py"])["box.limit"] == {"box.limit", "box.twice"}
    assert users(root, ["box/*.py"])["box.apart"] == {"box.apart"}


def test_whoever_imported_the_module_before_sees_the_mutant_and_the_file_stays(root: Path) -> None:
    mutant = Mutant("box/limit.py", "", "number", "LIMIT = 1", "LIMIT = 5", "LIMIT = 5\n")

    def seen() -> str:
        import box.twice  # type: ignore[import-not-found] # noqa: PLC0415

        before = box.twice.TWICE
        put(mutant, root, users(root, ["box/*.py"])["box.limit"])
        import box.twice as again  # noqa: PLC0415

        return f"{before} {again.TWICE}"

    assert asked(seen, 60) == "2 10"
    assert (root / "box/limit.py").read_text() == FILES["box/limit.py"]
