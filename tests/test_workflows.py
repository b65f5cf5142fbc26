"""What zizmor cannot say of the workflows: what they run, and who may write what."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from ruamel.yaml import YAML

from gate.terraform_environment import steering
from live.terraform import PLACES
from policies.core.deployed_folder import SYNTHESIZED
from policies.core.known_stacks import DEPLOYED
from policies.requirements import REGION, SESSION

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".github" / "workflows"
MAKE = re.compile(r"make (?P<target>[a-z./-]+)(?: [A-Z]+=\S+)*")
COMMIT = re.compile(r"[\w./-]+@[0-9a-f]{40}")
# What runs what others wrote in a workflow that may write, or reads another run's files with a token.
REFUSED = {"pull_request_target", "workflow_run"}
# In place of the step's shell: what the runner tells the step then reaches it.
DEPLOYS = "exec sh .github/deploy.sh .venv/bin/gate"
SECRET = re.compile(r"\bsecrets\b")
ROLE = re.compile(r"arn:aws:iam::\$\{\{ vars\.ACCOUNT_ID \}\}:role/delivery-(plan|deploy)")
# Each environment of GitHub, and which role may be taken from it.
ENVIRONMENTS = {"plan": "plan", "production": "deploy"}
# What is kept of a deploy beside the reports: digests and a signature.
KEPT = ("attestation", "plans", "head")

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


def terraforms() -> Iterator[Place]:
    return (place for place in steps() if "hashicorp/setup-terraform" in place.content.get("uses", ""))


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


@by_name(place for place in jobs() if "environment" in place.content)
def test_a_job_with_the_credentials_of_an_environment_runs_for_main_alone(content: Job) -> None:
    assert content["if"] == "github.ref == 'refs/heads/main'"
    assert content["environment"] in ENVIRONMENTS


@by_name(place for place in jobs() if "environment" not in place.content)
def test_a_job_without_an_environment_has_no_secret_and_no_credential_of_aws(content: Job) -> None:
    assert not SECRET.search(str(content))
    assert not uses(content, "aws-actions/configure-aws-credentials")


@by_name(place for place in steps() if "aws-actions/configure-aws-credentials" in place.content.get("uses", ""))
def test_aws_gives_credentials_for_the_token_of_the_run_and_keeps_no_key_on_github(content: dict[str, Any]) -> None:
    assert set(content["with"]) == {"role-to-assume", "role-session-name", "aws-region"}
    assert content["with"]["aws-region"] == REGION
    assert ROLE.fullmatch(content["with"]["role-to-assume"])


@by_name(place for place in jobs() if "environment" in place.content)
def test_the_role_is_the_one_of_the_environment(content: Job) -> None:
    (role,) = (step["with"]["role-to-assume"] for step in content["steps"] if "role-to-assume" in step.get("with", {}))
    assert role.endswith(f"/delivery-{ENVIRONMENTS[content['environment']]}")


@by_name(place for place in jobs() if "environment" in place.content)
def test_the_program_that_runs_with_credentials_is_given_every_variable_and_none_that_steers(
    content: Job, synthesized: Path
) -> None:
    (environment,) = (step["env"] for step in content["steps"] if "TF_VAR_account_id" in step.get("env", {}))
    given = {name.removeprefix("TF_VAR_") for name in environment if name.startswith("TF_VAR_")}
    stacks = [json.loads((synthesized.parents[1] / name / SYNTHESIZED).read_bytes()) for name in DEPLOYED]
    assert given == {name for stack in stacks for name in stack["variable"]}
    assert steering(dict.fromkeys([*environment, *content.get("env", ())], "value")) == ""


@by_name(place for place in jobs() if "environment" in place.content)
def test_only_the_step_that_deploys_or_looks_is_given_a_secret(content: Job) -> None:
    given = [step["run"] for step in content["steps"] if SECRET.search(str(step))]
    assert len(given) == 1
    assert given[0] == DEPLOYS or given[0].startswith(".venv/bin/gate drift ")


@by_name(place for place in jobs() if "environment" in place.content)
def test_nothing_is_fetched_or_set_up_once_there_are_credentials(content: Job) -> None:
    names = [step.get("uses", step.get("run", "")) for step in content["steps"]]
    (taken,) = (number for number, name in enumerate(names) if name.startswith("aws-actions/"))
    known = (DEPLOYS, ".venv/bin/gate ", "sed ", "tail ", "actions/upload-artifact@")
    assert all(name.startswith(known) for name in names[taken + 1 :])


def test_a_deploy_has_more_time_than_any_apply_takes() -> None:
    (deploys,) = (job for _, job in jobs() if any(step.get("run") == DEPLOYS for step in job["steps"]))
    assert deploys["timeout-minutes"] * 60 >= SESSION + 1_200


def test_no_plan_leaves_the_job_that_made_it() -> None:
    kept = [
        path
        for place, job in jobs()
        if "environment" in job
        for step in job["steps"]
        if "upload-artifact" in step.get("uses", "")
        for path in step["with"]["path"].split()
    ]
    assert [path for path in kept if ".deploy" in path] == [f".deploy/{name}.json" for name in KEPT]
    assert not [path for path in kept if path.rstrip("/").endswith((".deploy", ".plan", "*", "."))]


def test_two_deploys_never_run_at_once_and_none_is_cancelled() -> None:
    for name in ("deploy.yml", "drift.yml"):
        assert workflows()[name]["concurrency"] == {"group": "${{ github.workflow }}", "cancel-in-progress": False}


def test_every_job_has_the_terraform_that_everything_was_tried_with() -> None:
    asked = {(step["with"]["terraform_version"], step["with"]["terraform_wrapper"]) for _, step in terraforms()}
    assert asked == {("1.11.4", False)}


def test_where_a_local_aws_is_deployed_to_the_provider_lies_where_it_is_looked_for() -> None:
    asked = [
        job["steps"] for _, job in jobs() if any("make deploy-rights" in step.get("run", "") for step in job["steps"])
    ]
    assert asked
    for steps_ in asked:
        run = [step["run"] for step in steps_ if "run" in step]
        (mirror,) = (each for each in run if "providers mirror" in each)
        assert run.index("make gate") < run.index(mirror) < run.index("make deploy-rights")
        folder = mirror.split()[-1].strip('"').replace("$HOME", str(Path.home()))
        assert Path(folder) in PLACES


def test_nothing_that_zizmor_finds_is_accepted() -> None:
    assert not list(ROOT.glob(".github/**/*zizmor*"))
    for path in FOLDER.iterdir():
        assert "zizmor:" not in path.read_text(encoding="utf-8")
    assert "--persona auditor" in (ROOT / "Makefile").read_text(encoding="utf-8")
