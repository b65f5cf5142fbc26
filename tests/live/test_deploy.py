"""`gate deploy` on the local AWS: planned, held to what was judged, applied, resumed, and looked at by `gate drift`."""

import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from live.aws import Aws
from tests.copied_environment import ENVIRONMENT
from tests.recipes.project import Project

pytestmark = [pytest.mark.xdist_group("deploy"), pytest.mark.long]
READY = "a local AWS runs at"
# By then the first resources are there, and others on their way.
BEGUN = re.compile(rb"aws_dynamodb_table\.\S+: Creation complete")


class Deployer(Project):
    """A copy of the project, with a local AWS of its own."""

    def deploy(self, *words: str) -> tuple[int, list[str]]:
        """The exit status, and what was said last."""
        done = self.run(f"gate deploy --local {' '.join(words)} 2>&1")
        return done.returncode, done.stdout.splitlines()

    def drift(self) -> tuple[int, list[str]]:
        """The exit status, and what differs."""
        done = self.run("gate drift --local")
        return done.returncode, done.stdout.splitlines()

    def give(self, **values: str) -> None:
        """Has variables other values from now on."""
        file = self.root / ".local-aws" / "aws.json"
        runs = json.loads(file.read_bytes())
        runs["environment"] |= {f"TF_VAR_{name}": value for name, value in values.items()}
        file.write_text(json.dumps(runs))

    def aws(self) -> Aws:
        """The local AWS, as anybody else would reach it."""
        settings = json.loads((self.root / ".local-aws" / "aws.json").read_bytes())["provider"]
        return Aws(settings["endpoints"][0]["sqs"], Path(settings["custom_ca_bundle"]))

    def path(self, name: str) -> Path:
        return self.root / ".local-aws" / "deploy" / name


@contextmanager
def deployer(folder: Path) -> Iterator[Deployer]:
    project = Deployer(folder)
    (project.root / ".venv" / "emulator").symlink_to(ENVIRONMENT / "emulator")
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command = [str(project.root / ".venv" / "bin" / "python"), "-m", "live.local_aws"]
    with subprocess.Popen(command, cwd=project.root, env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as aws:
        assert aws.stdout
        said = aws.stdout.readline().decode()
        if READY not in said:
            aws.wait()
            if os.environ.get("LIVE") == "required":
                pytest.fail(said)
            pytest.skip(f"NOT TESTED: {said}")
        try:
            yield project
        finally:
            aws.send_signal(signal.SIGINT)
            assert aws.wait(60) == 128 + signal.SIGINT
    assert not (project.root / ".local-aws" / "aws.json").exists()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployer]:
    """One to which nothing is ever applied."""
    with deployer(tmp_path_factory.mktemp("project")) as made:
        yield made


@pytest.fixture(scope="module")
def planned(project: Deployer) -> Deployer:
    status, lines = project.deploy("--only", "plan")
    assert status == 0, lines[-3:]
    assert re.fullmatch(r"fraud-detection: \d+ to create; \d+ values are known only after apply", lines[-1])
    return project


def flipped(path: Path) -> bytes:
    """Changes one byte in the middle; returns what was there."""
    before = path.read_bytes()
    changed = bytearray(before)
    changed[len(changed) // 2] ^= 1
    path.write_bytes(changed)
    return before


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (".local-aws/deploy/account.plan", "is not the plan that was attested"),
        (
            ".local-aws/deploy/plans.json",
            "is not signed|cannot be read",
        ),
        (".local-aws/deploy/attestation.json", "is not the attestation that the plans were made by"),
        (".local-aws/deploy/stacks/account/cdk.tf.json", "is not as it was judged"),
        ("cdktf.out/stacks/fraud-detection/cdk.tf.json", "its bytes are not the attested ones"),
        ("cdktf.out/stacks/fraud-detection/assets/fraud-analyzer.zip", "its bytes are not the attested ones"),
        ("cdktf.out/stacks/account/.terraform.lock.hcl", "its bytes are not the attested ones"),
        ("policies/logs/log_group_retention_is_seven_days.py", "its bytes are not the attested ones"),
    ],
)
def test_a_byte_that_was_changed_after_planning_stops_the_apply(planned: Deployer, name: str, reason: str) -> None:
    before = flipped(planned.root / name)
    try:
        status, lines = planned.deploy("--only", "apply", "--approved-by", "me")
    finally:
        (planned.root / name).write_bytes(before)
    assert status in (1, 2), lines
    assert any(re.search(reason, line) for line in lines), lines
    assert not list((planned.root / ".local-aws").glob("*.tfstate"))
    assert not list((planned.root / ".local-aws" / "ledger").iterdir())


def test_nothing_is_applied_that_nobody_approves(planned: Deployer) -> None:
    status, lines = planned.deploy("--only", "apply")
    assert (status, lines[-1]) == (2, "nobody approves it; name who does with --approved-by; nothing was applied")


def test_what_is_not_committed_is_not_planned(project: Deployer) -> None:
    project.write("notes.txt", "a note")
    try:
        status, lines = project.deploy("--only", "plan")
    finally:
        (project.root / "notes.txt").unlink()
    assert status == 1
    assert re.match(r"the tree is not clean: .*notes\.txt; commit it or put it away; nothing was planned", lines[-1])


def begin(project: Deployer) -> None:
    """Deploys, and ends it once the first table is there."""
    command = [str(project.root / ".venv" / "bin" / "gate"), "deploy", "--local", "--approved-by", "me"]
    with subprocess.Popen(command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as deploying:
        assert deploying.stdout
        for line in deploying.stdout:
            if BEGUN.match(line):
                deploying.send_signal(signal.SIGTERM)
                break
        deploying.stdout.read()
        assert deploying.wait(120) == 128 + signal.SIGTERM


# What an apply made as it was interrupted, and had no time to write into the state.
EXISTS = re.compile(r"^\s*with (aws_\S+),$", re.MULTILINE)
REMEDY = re.compile(
    r"What it says exists already.*: `(terraform -chdir=\S+ import) ADDRESS NAME` takes it into the state$"
)


def forget_table(project: Deployer) -> str:
    """Takes a table out of the state, and leaves it in the local AWS."""
    held = json.loads((path := project.root / ".local-aws" / "terraform.fraud-detection.tfstate").read_bytes())
    table = next(
        each for each in held["resources"] if each["type"] == "aws_dynamodb_table" and each["mode"] == "managed"
    )
    held["resources"].remove(table)
    path.write_text(json.dumps({**held, "serial": held["serial"] + 1}), encoding="utf-8")
    return f"aws_dynamodb_table.{table['name']}"


def take_in(project: Deployer, lines: list[str]) -> set[str]:
    """Does what the last line says, for each resource that exists already; returns their addresses."""
    said = REMEDY.search(lines[-1])
    assert said, lines[-1]
    judged = json.loads((project.root / "cdktf.out/stacks/fraud-detection/cdk.tf.json").read_bytes())["resource"]
    own = json.loads((project.root / ".local-aws" / "aws.json").read_bytes())["environment"]
    addresses = set(EXISTS.findall("\n".join(lines)))
    for address in addresses:
        type_, name = address.split(".")
        command = [*said[1].split(), "-no-color", address, judged[type_][name]["name"]]
        done = subprocess.run(command, env={**os.environ, **own}, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    return addresses


def test_an_apply_that_was_ended_in_the_middle_goes_on_until_there_is_nothing_to_do(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with deployer(tmp_path_factory.mktemp("project")) as project:
        begin(project)
        forgotten = forget_table(project)
        status, lines = project.deploy("--approved-by", "me")
        assert (status, forgotten in take_in(project, lines)) == (2, True), "\n".join(lines[-20:])
        status, lines = project.deploy("--approved-by", "me")
        assert status == 0, "\n".join(lines[-6:])
        made = next(int(line.split()[1]) for line in lines if line.startswith("fraud-detection: "))
        assert 0 < made < len(state(project, "fraud-detection"))
        head = re.fullmatch(
            r"verified: entry 4 of the ledger, head (\S+); keep it where those who deploy cannot write", lines[-1]
        )
        assert head, lines[-1]
        status, lines = project.deploy("--approved-by", "me")
        assert (status, lines[-1]) == (0, "nothing to do: what is there is what was judged")
        history = project.run(f"gate history --ledger .local-aws/ledger --head {head[1]}")
        assert history.returncode == 0, history.stdout
        assert [line.split("\t")[2] for line in history.stdout.splitlines()[:3]] == [
            "applied, not verified",
            "applied, not verified",
            "verified",
        ]
        differs_where_somebody_changed_it(project)


def differs_where_somebody_changed_it(project: Deployer) -> None:
    """`gate drift`, before somebody changes a queue by hand and after, with other values of what no state holds."""
    project.give(ml_model_endpoint="local", email_template="is not stored", sms_template="is not stored")
    before = {path: path.read_bytes() for path in (project.root / ".local-aws").glob("*.tfstate")}
    status, lines = project.drift()
    assert (status, lines) == (0, [lines[-1]]), lines
    assert lines[-1].startswith("no difference: what is there is what was judged, commit ")
    sqs = project.aws().client("sqs")
    url = sqs.get_queue_url(QueueName="transaction-overflow")["QueueUrl"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"MessageRetentionPeriod": "61"})
    status, lines = project.drift()
    assert status == 1
    (line,) = lines
    assert re.fullmatch(
        r"fraud-detection: aws_sqs_queue\.\S+: message_retention_seconds: is another than was judged", line
    ), line
    assert {path: path.read_bytes() for path in before} == before
    assert not (project.root / ".local-aws" / "deploy" / "drift").exists()
    status, lines = project.deploy("--approved-by", "me")
    assert status == 0, lines[-3:]
    assert project.drift()[0] == 0


def state(project: Deployer, stack: str) -> list[dict[str, object]]:
    held = json.loads((project.root / ".local-aws" / f"terraform.{stack}.tfstate").read_bytes())
    return list(held["resources"])
