"""Every file has an owner, and who builds does not own what judges."""

import subprocess
from pathlib import Path

import pytest

from gate.file_classes import STEERING, file_class

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / ".github" / "CODEOWNERS"
BUILT = ("stacks/settings.py", "lambdas/fraud_analyzer/handler.py", "training/trees.py")
JUDGING = (
    "policies/checkov.toml",
    "gate/__main__.py",
    "tests/compliance/conftest.py",
    "requirements.lock",
    "requirements-uv.lock",
    "Makefile",
    "pyproject.toml",
    ".github/CODEOWNERS",
    ".github/workflows/gate.yml",
)
# What no verdict comes from: programs that are run by hand, tests of the code, and how an editor indents.
SHARED = (
    "backtest",
    "bench",
    "capacity",
    "commands",
    "erasure",
    "fuzzing",
    "live",
    "openapi",
    "redrive",
    "reference",
    "review",
    "successor",
    "teardown",
    "training",
    "wording",
    "tests",
    ".editorconfig",
)

Rules = list[tuple[str, set[str]]]


@pytest.fixture(scope="module")
def rules() -> Rules:
    """(pattern, owners) of each line: `*`, `/folder/` or `/file`, the kinds that this project uses."""
    lines = [line.split() for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [(line[0], set(line[1:])) for line in lines if line and not line[0].startswith("#")]


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


# A model that is tried beside the shipped one has its owners before it is there.
SHADOW = "lambdas/fraud_analyzer/shadow.json"


def matches(pattern: str, path: str) -> bool:
    plain = pattern.removeprefix("/")
    return pattern == "*" or path == plain or (plain.endswith("/") and path.startswith(plain))


def owners(path: str, rules: Rules) -> set[str]:
    """The owners by the last rule that matches, as GitHub decides."""
    return next((named for pattern, named in reversed(rules) if matches(pattern, path)), set())


def test_each_rule_is_of_a_kind_that_this_test_can_read(rules: Rules) -> None:
    for pattern, named in rules:
        assert pattern == "*" or (pattern.startswith("/") and not set(pattern) & set("*?[!")), pattern
        assert named, pattern
        assert all(owner.startswith("@") for owner in named), pattern


def test_the_first_rule_gives_every_path_an_owner(rules: Rules) -> None:
    assert rules[0][0] == "*"


def test_every_tracked_file_has_an_owner(rules: Rules, tracked: list[str]) -> None:
    assert [path for path in tracked if not owners(path, rules)] == []


def test_every_folder_has_a_rule_of_its_own(rules: Rules, tracked: list[str]) -> None:
    folders = {path.split("/")[0] for path in tracked if "/" in path}
    assert folders - {pattern.strip("/") for pattern, _ in rules} == set()


def test_every_rule_matches_a_file(rules: Rules, tracked: list[str]) -> None:
    known = [*tracked, SHADOW]
    assert [pattern for pattern, _ in rules if not any(matches(pattern, path) for path in known)] == []


@pytest.mark.parametrize("built", BUILT)
@pytest.mark.parametrize("judging", JUDGING)
def test_nobody_owns_both_what_is_built_and_what_judges_it(built: str, judging: str, rules: Rules) -> None:
    assert (ROOT / built).exists()
    assert (ROOT / judging).exists()
    assert owners(built, rules).isdisjoint(owners(judging, rules))


def test_what_judges_and_what_runs_it_is_owned_by_those_who_judge_alone(rules: Rules, tracked: list[str]) -> None:
    steering = [path for path in tracked if file_class(path) in STEERING and path.split("/")[0] not in SHARED]
    assert {path: owners(path, rules) for path in steering if owners(path, rules) != {"@compliance"}} == {}
