"""What the contracts of import-linter (pyproject.toml, `make lint`) cannot say of the layout."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
ADAPTER = ROOT / "policies" / "checkov_adapter.py"
LINES = 120


def tracked(pattern: str) -> list[Path]:
    """The files of the project that git knows, or would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for path in map(ROOT.joinpath, listed.splitlines()) if path.exists()]


def imports(path: Path) -> Iterator[str]:
    """The top-level names that a module imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).partition(".")[0]


def test_each_package_of_the_project_stands_under_the_contracts() -> None:
    packages = {path.parent.name for path in tracked("*/__init__.py") if path.parent.parent == ROOT}
    assert packages == set(CONTRACTS["root_packages"])


def test_a_policy_needs_nothing_but_the_standard_library() -> None:
    for path in tracked("policies/**.py"):
        if path != ADAPTER:
            assert set(imports(path)) <= {*sys.stdlib_module_names, "policies"}, path


def test_a_policy_has_a_stem_of_its_own_that_is_no_standard_module() -> None:
    paths = [path for path in tracked("policies/*/*.py") if path.stem != "__init__"]
    stems = [path.stem for path in paths if path.parent.parent.name == "policies"]
    assert len(stems) == len(set(stems))
    assert not {path.stem for path in tracked("policies/**.py")} & sys.stdlib_module_names


@pytest.mark.parametrize(
    ("package", "room"), [("airspeed", "live"), ("aiohttp", "review"), ("lightgbm", "training"), ("simpy", "capacity")]
)
def test_a_package_that_belongs_to_one_room_is_imported_in_no_other(package: str, room: str) -> None:
    for path in tracked("*.py"):
        if path.relative_to(ROOT).parts[0] not in (room, "tests"):
            assert package not in imports(path), path


def test_no_module_is_longer_than_a_page_or_two() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines} lines, more than {LINES}"
        for path in tracked("*.py")
        if path.relative_to(ROOT).parts[0] != "tests" and (lines := len(path.read_text().splitlines())) > LINES
    ]
    assert long == []
