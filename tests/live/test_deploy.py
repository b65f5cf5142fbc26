"""`gate deploy` on the local AWS: planned, held to what was judged, applied, resumed, and looked at by `gate drift`.

States lie in the bucket of the stack delivery, with which that AWS begins.
"""

import base64
import json
import os
import re
import shlex
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from live.aws import ACCOUNT, Aws
from tests.copied_environment import ENVIRONMENT
from tests.recipes.project import Project

pytestmark = [pytest.mark.xdist_group("deploy"), pytest.mark.long]
READY = b"a local AWS runs at"
STATES = f"fraud-detection-state-{ACCOUNT}"
# By then the first resources are there, and others on their way.
BEGUN = re.compile(rb"aws_dynamodb_table\.\S+: Creation complete")
OF_ACCOUNT = (
    "from gate.deploy.in_bucket import InBucket; from gate.deploy.moving import Move, Path; "
    "from gate.deploy.target import ROOT, local; state = InBucket(local(), 'account')"
)
# A value of the form that the variable must have, other than that which the preview is given.
MODEL = json.dumps({"url": "https://model.example.com", "key": base64.b64encode(bytes(32)).decode()})
MOVE = "print(*Move(ROOT, state).steps(moves=True))"


class Deployer(Project):
    """A copy of the project, with a local AWS of its own."""

    changes = ""

    def deploy(self, *words: str) -> tuple[int, list[str]]:
        """The exit status, and what was said last."""
        done = self.run(f"gate deploy --local {' '.join(words)} 2>&1")
        return done.returncode, done.stdout.splitlines()

    def drift(self, *words: str) -> tuple[int, list[str]]:
        """The exit status, and what differs."""
        done = self.run(f"gate drift --local {' '.join(words)}")
        return done.returncode, done.stdout.splitlines()

    def give(self, **values: str) -> None:
        """Has variables other values from now on."""
        file = self.root / ".local-aws" / "aws.json"
        runs = json.loads(file.read_bytes())
        runs["environment"] |= {f"TF_VAR_{name}": value for name, value in values.items()}
        file.write_text(json.dumps(runs))

    def state(self, statement: str) -> subprocess.CompletedProcess[str]:
        """Runs Python with the `state` of account; `gate state` itself moves to a real account alone."""
        return self.run(f"python -c {shlex.quote(f'{OF_ACCOUNT}; {statement}')}")

    def aws(self) -> Aws:
        """The local AWS, as anybody else would reach it."""
        settings = json.loads((self.root / ".local-aws" / "aws.json").read_bytes())["provider"]
        return Aws(settings["endpoints"][0]["sqs"], Path(settings["custom_ca_bundle"]))

    def states(self) -> dict[str, bytes]:
        """What is in their bucket, by its key."""
        s3 = self.aws().client("s3")
        keys = [each["Key"] for each in s3.list_objects_v2(Bucket=STATES).get("Contents", ())]
        return {key: s3.get_object(Bucket=STATES, Key=key)["Body"].read() for key in keys}


@contextmanager
def deployer(folder: Path) -> Iterator[Deployer]:
    project = Deployer(folder)
    (project.root / ".venv" / "emulator").symlink_to(ENVIRONMENT / "emulator")
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command = [str(project.root / ".venv" / "bin" / "python"), "-m", "live.local_aws"]
    with subprocess.Popen(command, cwd=project.root, env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as aws:
        assert aws.stdout
        said = b""
        while READY not in said and (line := aws.stdout.readline()):
            said = line
        if READY not in said:
            aws.wait()
            if os.environ.get("LIVE") == "required":
                pytest.fail(said.decode())
            pytest.skip(f"NOT TESTED: {said.decode()}")
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
    assert re.fullmatch(r"fraud-detection: \d+ to create; \d+ values are known only after apply", lines[-2])
    assert re.fullmatch(r"changes: sha256:[0-9a-f]{64}", lines[-1])
    project.changes = lines[-1]
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
    assert planned.states() == {}
    assert not list((planned.root / ".local-aws" / "ledger").iterdir())


def test_who_looks_beforehand_sees_what_the_plan_would_change(planned: Deployer) -> None:
    status, lines = planned.drift("--changes")
    assert (status, lines[-1]) == (1, planned.changes)


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


def test_who_holds_the_lock_of_a_state_is_named_with_what_to_do(project: Deployer) -> None:
    held = {
        "ID": "6f5c1c1e-7a5e-4f0a-9d1c-1f2f3a4b5c6d",
        "Operation": "OperationTypeApply",
        "Info": "",
        "Who": "okafor@laptop",
        "Version": "1.11.4",
        "Created": "2026-11-28T08:00:00Z",
        "Path": f"{STATES}/account.tfstate",
    }
    s3 = project.aws().client("s3")
    s3.put_object(Bucket=STATES, Key="account.tfstate.tflock", Body=json.dumps(held).encode(), IfNoneMatch="*")
    try:
        status, lines = project.deploy("--only", "plan")
    finally:
        s3.delete_object(Bucket=STATES, Key="account.tfstate.tflock")
    assert (status, lines[-1]) == (
        2,
        "account: its state is locked by okafor@laptop since 2026-11-28 08:00:00 +0000 UTC; wait until that has ended; "
        "only if nobody is applying it any more, run `make gate && terraform -chdir=cdktf.out/stacks/account init "
        f"-lockfile=readonly -backend-config=bucket={STATES} && "
        "terraform -chdir=cdktf.out/stacks/account force-unlock 6f5c1c1e-7a5e-4f0a-9d1c-1f2f3a4b5c6d` in a checkout",
    )


def test_without_the_bucket_it_says_what_to_deploy_first(project: Deployer) -> None:
    runs = project.root / ".local-aws" / "aws.json"
    before = runs.read_text()
    changed = json.loads(before)
    changed["environment"] |= {"TF_VAR_account_id": "210987654321"}
    runs.write_text(json.dumps(changed))
    try:
        status, lines = project.deploy("--only", "plan")
    finally:
        runs.write_text(before)
    assert (status, lines[-1]) == (
        2,
        "account: there is no bucket fraud-detection-state-210987654321 for its state; deploy the stack delivery "
        "first, in that account",
    )


def test_a_state_in_a_file_is_moved_as_it_is_and_no_other_is_lost_for_it(project: Deployer) -> None:
    file, s3 = project.root / "terraform.account.tfstate", project.aws().client("s3")
    aws = 'provider["registry.terraform.io/hashicorp/aws"]'
    key = {"mode": "managed", "type": "aws_kms_key", "name": "a", "provider": aws}
    held = [{**key, "instances": [{"schema_version": 0, "attributes": {"id": "a"}, "sensitive_attributes": []}]}]
    old = {"version": 4, "terraform_version": "1.11.4", "serial": 7, "lineage": "one", "outputs": {}, "resources": held}
    try:
        file.write_text(json.dumps(old))
        done = project.state(MOVE)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "moved terraform.account.tfstate to s3://" in done.stdout
        there = json.loads(s3.get_object(Bucket=STATES, Key="account.tfstate")["Body"].read())
        assert (there["lineage"], there["serial"] >= 7, there["resources"]) == ("one", True, held)
        assert not file.exists()
        file.write_text(json.dumps({**old, "lineage": "another"}))
        again = project.state(MOVE)
        assert "account.tfstate: is a state of another lineage, one, than terraform.account.tfstate" in again.stderr
        # As somebody else would have applied it while it was being moved.
        forced = project.state("state.write(Path('terraform.account.tfstate'))")
        assert 'over unrelated state with lineage "one"' in forced.stderr
        assert json.loads(s3.get_object(Bucket=STATES, Key="account.tfstate")["Body"].read()) == there
    finally:
        s3.delete_object(Bucket=STATES, Key="account.tfstate")
        for left in project.root.glob("terraform.account.tfstate*"):
            left.unlink()


def test_a_table_is_neither_replaced_nor_destroyed(project: Deployer) -> None:
    s3, dynamodb = project.aws().client("s3"), project.aws().client("dynamodb")
    judged = json.loads((project.root / "cdktf.out/stacks/fraud-detection/cdk.tf.json").read_bytes())["resource"]
    name = next(name for name, each in judged["aws_dynamodb_table"].items() if each["name"] == "card-histories")
    # The one has another key than was judged, and the other nobody has judged.
    made = {"card-histories": name, "payments-of-before": "payments-of-before"}
    for table in made:
        dynamodb.create_table(
            TableName=table,
            AttributeDefinitions=[{"AttributeName": "another", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "another", "KeyType": "HASH"}],
            BillingMode="PAY_PER_REQUEST",
        )
    state = {"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "one", "outputs": {}}
    state["resources"] = [_table(address, table) for table, address in made.items()]
    try:
        s3.put_object(Bucket=STATES, Key="fraud-detection.tfstate", Body=json.dumps(state).encode())
        status, lines = project.deploy("--only", "plan")
    finally:
        s3.delete_object(Bucket=STATES, Key="fraud-detection.tfstate")
        for table in made:
            dynamodb.delete_table(TableName=table)
    assert status == 1, lines
    for table, verb in (("payments-of-before", "destroys"), (name, "replaces")):
        assert any(re.match(rf"(.*: )?aws_dynamodb_table.{table}: the plan {verb} it", line) for line in lines), lines


def _table(name: str, table: str) -> dict[str, object]:
    """A table as a state holds it."""
    attributes = {"id": table, "name": table, "hash_key": "another"}
    return {
        "mode": "managed",
        "type": "aws_dynamodb_table",
        "name": name,
        "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
        "instances": [{"schema_version": 1, "attributes": attributes, "sensitive_attributes": []}],
    }


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
    key = "fraud-detection.tfstate"
    held = json.loads(project.states()[key])
    table = next(
        each for each in held["resources"] if each["type"] == "aws_dynamodb_table" and each["mode"] == "managed"
    )
    held["resources"].remove(table)
    changed = json.dumps({**held, "serial": held["serial"] + 1}).encode()
    project.aws().client("s3").put_object(Bucket=STATES, Key=key, Body=changed)
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
        assert 0 < made < len(resources(project, "fraud-detection"))
        assert project.states().keys() == {"account.tfstate", "fraud-detection.tfstate"}
        head = re.fullmatch(
            r"verified: entry 4 of the ledger, head (\S+); keep it where those who deploy cannot write", lines[-1]
        )
        assert head, lines[-1]
        status, lines = project.deploy("--approved-by", "me")
        assert (status, lines[-1]) == (0, "nothing to do: what is deployed is what was judged")
        move_back(project, "account")
        assert project.state(MOVE).returncode == 0
        status, lines = project.deploy("--approved-by", "me")
        assert (status, lines[-1]) == (0, "nothing to do: what is deployed is what was judged")
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
    before = project.states()
    status, lines = project.drift()
    assert (status, lines) == (0, [lines[-1]]), lines
    assert lines[-1].startswith("no difference: what is deployed is what was judged, commit ")
    sqs = project.aws().client("sqs")
    url = sqs.get_queue_url(QueueName="transaction-overflow")["QueueUrl"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"MessageRetentionPeriod": "61"})
    status, lines = project.drift("--changes")
    assert status == 1
    (line, approved) = lines
    assert re.fullmatch(
        r"fraud-detection: aws_sqs_queue\.\S+: message_retention_seconds: is another than was judged", line
    ), line
    assert project.states() == before
    assert not (project.root / ".local-aws" / "deploy" / "drift").exists()
    # Between what was looked at and the deploy somebody changes it again.
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"MessageRetentionPeriod": "62"})
    project.give(ml_model_endpoint=MODEL, email_template="Of the deploy", sms_template="Of the deploy")
    status, lines = project.deploy("--approved-by", "me", approved.replace("changes:", "--changes"))
    assert (status, lines[-1].partition(",")[0]) == (1, "it would not change what was approved"), lines[-3:]
    assert (
        sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]["MessageRetentionPeriod"] == "62"
    )
    project.give(ml_model_endpoint="local", email_template="is not stored", sms_template="is not stored")
    _, lines = project.drift("--changes")
    project.give(ml_model_endpoint=MODEL, email_template="Of the deploy", sms_template="Of the deploy")
    status, said = project.deploy("--approved-by", "me", lines[-1].replace("changes:", "--changes"))
    assert status == 0, said[-3:]
    assert project.drift()[0] == 0


def move_back(project: Deployer, stack: str) -> None:
    """Puts the state where it was before states lay in S3."""
    s3, key = project.aws().client("s3"), f"{stack}.tfstate"
    held = s3.get_object(Bucket=STATES, Key=key)["Body"].read()
    (project.root / f"terraform.{key}").write_bytes(held)
    s3.delete_object(Bucket=STATES, Key=key)


def resources(project: Deployer, stack: str) -> list[dict[str, object]]:
    """Those of the state, which lies under the key of its bucket."""
    aws = project.aws()
    held = aws.client("s3").get_object(Bucket=STATES, Key=f"{stack}.tfstate")
    key = aws.client("kms").describe_key(KeyId="alias/delivery/state")["KeyMetadata"]["Arn"]
    assert (held["ServerSideEncryption"], held["SSEKMSKeyId"]) == ("aws:kms", key)
    return list(json.loads(held["Body"].read())["resources"])
