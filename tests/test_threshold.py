"""The review threshold has one home with those who build and one with those who judge, and the system follows both."""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from policies.requirements import REVIEW_THRESHOLD
from stacks.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
BUILT, REQUIRED, GIVEN = "stacks/settings.py", "policies/requirements.py", "stacks/functions.py"
# In each file, what is replaced by what.
MOVES = {
    BUILT: ("review_threshold: int = 5_000", "review_threshold: int = 10_000"),
    REQUIRED: ("REVIEW_THRESHOLD = 5_000", "REVIEW_THRESHOLD = 10_000"),
    GIVEN: ("str(settings.review_threshold)", '"900000"'),
}
FILE = "out/stacks/fraud-detection/cdk.tf.json"
JUDGE = """
import json, sys
from pathlib import Path
from gate.model import Outcome
from gate.engines.judge import judge
from policies.core.recorded_calls import blocks, files
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
findings = judge(Stack.load(Path(sys.argv[1]).read_bytes(), blocks(files())), rulebook())
print(json.dumps(sorted({each.policy for each in findings if each.outcome is not Outcome.PASS})))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project, where it can be changed without harm."""
    for folder in ("stacks", "lambdas", "policies", "gate", "live", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def python(copy: Path, *arguments: str) -> str:
    """What a command prints that runs in the copy, by the code of the copy."""
    clean: Mapping[str, str] = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env={**clean, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def closing(copy: Path, *moved: str) -> set[str]:
    """The policies that close the gate once these files say another threshold; none where it is open."""
    for file in moved:
        before, after = MOVES[file]
        text = (copy / file).read_text()
        assert text.count(before) == 1, file
        (copy / file).write_text(text.replace(before, after))
    python(copy, "-m", "stacks", "out")
    return set(json.loads(python(copy, "-c", JUDGE, FILE)))


@pytest.mark.parametrize(
    ("moved", "policies"),
    [
        (BUILT, {"FRAUD_EVENT_1", "FRAUD_FUNCTION_13"}),
        (REQUIRED, {"FRAUD_EVENT_1", "FRAUD_FUNCTION_13"}),
        (GIVEN, {"FRAUD_FUNCTION_13"}),
    ],
)
def test_a_threshold_that_moves_in_one_place_alone_closes_the_gate(moved: str, policies: set[str], copy: Path) -> None:
    assert closing(copy, moved) == policies


def test_where_both_owners_move_it_the_gate_is_open_and_the_whole_system_follows(copy: Path) -> None:
    assert closing(copy, BUILT, REQUIRED) == set()
    assert '\\"numeric\\":[\\">\\",10000]' in (copy / FILE).read_text()
    said = python(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests/test_system.py")
    assert " passed" in said


def test_both_owners_say_the_same_today() -> None:
    assert Settings().review_threshold == REVIEW_THRESHOLD


def test_no_code_of_a_function_says_it() -> None:
    paths = sorted((ROOT / "lambdas").rglob("*.py"))
    assert paths
    for path in paths:
        constants = {node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)}
        assert not any(str(REVIEW_THRESHOLD) in str(constant) for constant in constants), path
