"""Each recipe holds to the letter: its page is applied to a copy of the project, which the gate and the tests judge."""

import os
from pathlib import Path

import pytest

from attack.extract import asked
from gate.provider.schema import schema
from live.missing import Missing
from tests.recipes.page import Step, Typed, named, steps
from tests.recipes.project import Project

ROOT = Path(__file__).resolve().parents[2]
RECIPES = sorted((ROOT / "docs" / "recipes").glob("*.md"))
# Tests that read the stack and are over within seconds. The gate itself runs tests/compliance.
READING = ("tests/gate/diagram", "tests/test_system.py", "tests/test_layout.py", "tests/gate/asked")
# Commands that take minutes, each with what shows the same.
SLOW = {"make overlaps": "tests/policies/test_planted.py holds the record to the rulebook"}
# It asks the provider, which need not lie on every machine.
SCHEMA = "make schema"
CLOSED, OPEN = "The gate is closed", "The gate is open"


@pytest.mark.long
@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_a_recipe_holds_to_the_letter(recipe: Path, tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    taken = [(step, output(step, project)) for step in steps(recipe)]
    assert any(CLOSED in printed for _, printed in taken), "the page shows no closed gate"
    last = max(number for number, (step, _) in enumerate(taken) if not isinstance(step, Typed))
    after = "".join(printed for _, printed in taken[last:])
    assert OPEN in after, "the page does not end with an open gate"
    assert CLOSED not in after, "the page does not end with an open gate"
    assert project.changed() <= named(recipe), "the page does not name each file that it changes"
    done = project.run(f".venv/bin/ruff check . && .venv/bin/pytest -q -p no:cacheprovider {' '.join(READING)}")
    assert done.returncode == 0, done.stdout + done.stderr


def output(step: Step, project: Project) -> str:
    """Takes a step. A command prints what the page shows, and fails only where that is a closed gate."""
    if not isinstance(step, Typed):
        project.do(step)
        return ""
    if step.command in SLOW:
        return ""
    if step.command == SCHEMA:
        _needs_the_provider()
    done = project.run(step.command)
    as_promised = step.prints is None or step.prints.fullmatch(done.stdout)
    if not as_promised or (done.returncode != 0) != (CLOSED in done.stdout):
        pytest.fail(f"the page promises something else\n$ {step.command}\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout


def _needs_the_provider() -> None:
    try:
        asked(schema().version)
    except Missing as missing:
        if os.environ.get("LIVE") == "required":
            raise
        pytest.skip(str(missing))
