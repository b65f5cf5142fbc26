"""What zizmor cannot say of the workflows: what they run, and who may write what."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".github" / "workflows"
MAKE = re.compile(r"make (?P<target>[a-z./-]+)(?: [A-Z]+=\S+)*")
COMMIT = re.compile(r"[\w./-]+@[0-9a-f]{40}")
# What runs what others wrote in a workflow that may write, or reads another run's files with a token.
REFUSED = {"pull_request_target", "workflow_run"}
SECRET = re.compile(r"\bsecrets\b")

Job = dict[str, Any]


class Place(NamedTuple):
    """A job, or a step of one, and what a failure calls it."""

    name: str
    content: dict[str, Any]


def workflows() -> dict[str, dict[str, Any]]:
    """Each workflow by its file's name."""
    return {path.name: YAML(typ="safe").load(path) for path in sorted(FOLDER.iterdir())}


def jobs(trigger: str = "") -> Iterator[Place]:
    """Each job of the workflows that this starts."""
    for file, workflow in workflows().items():
        if not trigger or trigger in workflow["on"]:
            yield from (Place(f"{file}: {name}", job) for name, job in workflow["jobs"].items())


def steps() -> Iterator[Place]:
    for place, job in jobs():
        yield from (Place(f"{place}: step {number}", step) for number, step in enumerate(job["steps"], 1))


def by_name(places: Iterator[Place]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("content", [pytest.param(place.content, id=place.name) for place in places])


def uses(job: Job, action: str) -> bool:
    return any(step.get("uses", "").startswith(f"{action}@") for step in job["steps"])


def writes(job: Job) -> bool:
    """Whether it may change something on GitHub; a token that says who it is changes nothing there."""
    return any(right == "write" for scope, right in job["permissions"].items() if scope != "id-token")


def targets() -> set[str]:
    """What make can be asked for."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z./-]+):(?!=)", makefile, re.MULTILINE))


@pytest.mark.parametrize("name", workflows())
def test_a_workflow_permits_nothing_of_itself_and_runs_for_no_other_run(name: str) -> None:
    workflow = workflows()[name]
    assert workflow["permissions"] == {}
    assert not REFUSED & set(workflow["on"])
    assert "concurrency" in workflow


@by_name(jobs())
def test_each_job_has_its_own_permissions_and_an_end(content: Job) -> None:
    assert content["permissions"]
    assert set(content["permissions"].values()) <= {"read", "write"}
    assert 1 <= content["timeout-minutes"] <= 360


@by_name(place for place in jobs() if writes(place.content))
def test_a_job_that_may_write_checks_out_nothing_and_runs_nothing_of_the_change(content: Job) -> None:
    assert not uses(content, "actions/checkout")
    run = " ".join(step.get("run", "") for step in content["steps"])
    assert not re.search(r"\b(make|python3?|pip|npm|node|eval|source|bash|sh)\b|\./", run)


@by_name(place for place in jobs("pull_request") if writes(place.content))
def test_a_job_that_may_write_runs_for_no_fork(content: Job) -> None:
    assert "github.event.pull_request.head.repo.full_name == github.repository" in content["if"]


@by_name(jobs("pull_request"))
def test_a_job_of_a_pull_request_has_no_secret_and_no_identity(content: Job) -> None:
    assert "id-token" not in content["permissions"]
    assert not SECRET.search(str(content))
    assert "environment" not in content


@by_name(place for place in steps() if "uses" in place.content)
def test_an_action_is_pinned_by_its_commit(content: dict[str, Any]) -> None:
    assert COMMIT.fullmatch(content["uses"])


@by_name(place for place in steps() if "run" in place.content)
def test_a_command_holds_no_expression(content: dict[str, Any]) -> None:
    assert "${{" not in content["run"]


@by_name(
    Place(place.name, step)
    for place in jobs()
    if not writes(place.content)
    for step in place.content["steps"]
    if "run" in step
)
def test_what_a_job_runs_is_a_make_target_or_one_command(content: dict[str, Any]) -> None:
    (line,) = content["run"].splitlines()
    assert not re.search(r"&&|;|`|\$\(", line)
    if line.startswith("make "):
        asked = MAKE.fullmatch(line)
        assert asked, line
        assert asked["target"] in targets()


def test_nothing_that_zizmor_finds_is_accepted() -> None:
    assert not list(ROOT.glob(".github/**/*zizmor*"))
    for path in FOLDER.iterdir():
        assert "zizmor:" not in path.read_text(encoding="utf-8")
    assert "--persona auditor" in (ROOT / "Makefile").read_text(encoding="utf-8")
