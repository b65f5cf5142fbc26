"""What the functions call is on record, as their tests drive it now, and no call can hide from those tests."""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.lambdas.recorder import functions
from tests.processes import PATIENCE

ROOT = Path(__file__).resolve().parent.parent
REACHING_AWS = {"boto3", "botocore"}
REACHING_OUT = {*REACHING_AWS, "http", "urllib", "socket", "ssl"}
ADAPTERS = {
    "lambdas/fraud_analyzer/endpoint.py",
    "lambdas/notification_sender/topic.py",
    "lambdas/shared/clients.py",
    "lambdas/shared/parameters.py",
    "lambdas/transaction_drain/executions.py",
    "lambdas/transaction_drain/histories.py",
    "lambdas/transaction_drain/refusals.py",
}
TALKING_TO_AWS = ADAPTERS - {"lambdas/fraud_analyzer/endpoint.py"}
COULD_CALL = sorted({*ADAPTERS, *(f"lambdas/{function}/handler.py" for function in functions())})


def imports(path: Path) -> Iterator[str]:
    """The first parts of the names that a module imports from outside its package."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).partition(".")[0]


def importing(packages: set[str]) -> set[str]:
    """The modules of the functions that import one of these."""
    paths = sorted((ROOT / "lambdas").rglob("*.py"))
    assert paths
    return {path.relative_to(ROOT).as_posix() for path in paths if packages & set(imports(path))}


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, Any]]:
    """One run of the functions' tests: the folder of what they recorded, and what they covered of what could call."""
    folder = tmp_path_factory.mktemp("driven")
    data = f"--data-file={folder / 'coverage'}"
    coverage = [sys.executable, "-m", "coverage"]
    tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/lambdas", f"--calls={folder}"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COVERAGE"))}
    # To watch all other modules as well would take as long again as the tests.
    watched = f"--include={','.join(COULD_CALL)}"
    for command in (["run", "--branch", watched, data, *tests], ["json", data, "-o", folder / "covered"]):
        done = subprocess.run(
            [*coverage, *command],
            cwd=ROOT,
            env=clean,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return folder, json.loads((folder / "covered").read_text(encoding="utf-8"))["files"]


@pytest.mark.xdist_group("calls")
def test_each_record_is_what_the_functions_tests_call_today(driven: tuple[Path, Any]) -> None:
    for function in functions():
        kept = ROOT / "lambdas" / function / "calls.json"
        stale = f"lambdas/{function}/calls.json is not what the code calls; run `make calls`, and review what changed"
        assert kept.is_file(), stale
        assert kept.read_text(encoding="utf-8") == (driven[0] / function / "calls.json").read_text(encoding="utf-8"), (
            stale
        )


@pytest.mark.xdist_group("calls")
def test_each_branch_of_what_could_call_was_driven(driven: tuple[Path, Any]) -> None:
    for module in COULD_CALL:
        covered = driven[1][module]
        assert (covered["missing_lines"], covered["missing_branches"]) == ([], []), module
        assert "pragma: no" not in (ROOT / module).read_text(encoding="utf-8"), module


def test_only_the_adapters_reach_outside() -> None:
    assert importing(REACHING_OUT) == ADAPTERS
    assert importing(REACHING_AWS) == TALKING_TO_AWS


@pytest.mark.long
def test_code_that_approves_everything_gets_no_record(tmp_path: Path) -> None:
    project = tmp_path / "project"
    for package in ("gate", "lambdas", "policies", "stacks", "tests/lambdas"):
        shutil.copytree(ROOT / package, project / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", project)
    scoring = project / "lambdas" / "fraud_analyzer" / "scoring.py"
    scoring.write_text(scoring.read_text(encoding="utf-8").replace("decision=max(", "decision=min("), encoding="utf-8")
    tests = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/lambdas",
        f"--calls={tmp_path / 'out'}",
    ]
    done = subprocess.run(tests, cwd=project, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert "no record was written:\na test failed" in done.stdout
    assert not (tmp_path / "out").exists()
