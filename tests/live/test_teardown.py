"""A deployment of its own is taken down: what is refused, how it goes on when it was interrupted, and what is left."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from live.aws import CREDENTIALS, Aws
from live.boundary import make_boundary
from live.deployment import Deployment, deploy
from live.emulator import emulator
from live.missing import Missing
from live.traces import DEAD_LETTERS, HISTORIES, TABLE
from policies.requirements import REGION

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = os.environ.get("LIVE") == "required"
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("teardown")]


@dataclass(frozen=True)
class Going:
    """A system that is meant to go."""

    aws: Aws
    deployment: Deployment

    def command(self, *arguments: str) -> subprocess.Popen[str]:
        """One run of the command against this AWS, as an operator starts it."""
        environment = {
            **self.deployment.terraform.environment,
            **CREDENTIALS,
            "AWS_CA_BUNDLE": str(self.aws.certificate),
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ENDPOINT_URL": self.aws.url,
            "PYTHONPATH": str(ROOT),
        }
        folder = ("--folder", str(self.deployment.terraform.folder))
        return subprocess.Popen(
            [sys.executable, "-m", "teardown", *folder, *arguments],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Its exit status, and what it said."""
        process = self.command(*arguments)
        out, errors = process.communicate()
        assert "Traceback" not in errors
        return process.returncode, out, errors

    def interrupted_at(self, beginning: str, *arguments: str) -> int:
        """Its exit status, where it is interrupted as it says a line that begins so."""
        process = self.command(*arguments)
        assert process.stdout
        for line in process.stdout:
            if line.startswith(beginning):
                process.send_signal(signal.SIGINT)
                break
        process.communicate()
        return process.returncode


@pytest.fixture(scope="module")
def going(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Going]:
    scratch = tmp_path_factory.mktemp("teardown")
    digest = f"sha256:{hashlib.sha256(synthesized.read_bytes()).hexdigest()}"
    try:
        with emulator(scratch) as aws:
            make_boundary(aws)
            yield Going(aws, deploy(synthesized.parent, digest, aws=aws, scratch=scratch))
    except Missing as missing:
        if REQUIRED:
            raise
        pytest.skip(f"NOT TESTED: {missing}")


def protected(going: Going) -> bool:
    table: dict[str, Any] = going.aws.client("dynamodb").describe_table(TableName=TABLE)["Table"]
    return bool(table["DeletionProtectionEnabled"])


def test_the_system_goes_down_with_a_last_backup_and_its_key_and_nothing_else(going: Going) -> None:
    terraform, dynamodb, sqs = going.deployment.terraform, going.aws.client("dynamodb"), going.aws.client("sqs")
    before = terraform("state", "list")
    dynamodb.put_item(TableName=TABLE, Item={"transaction_id": {"S": "t-1"}, "timestamp": {"N": "1"}})
    url = sqs.get_queue_url(QueueName=DEAD_LETTERS)["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="{}")

    # Without the way down: DynamoDB refuses, and so Terraform's destroy stops there.
    with pytest.raises(ClientError, match=r"(?i)deletion protection"):
        dynamodb.delete_table(TableName=TABLE)

    status, said, errors = going.run()
    assert (status, errors) == (0, "nothing was changed; go this way with --apply fraud-detection\n")
    assert f"queues: {DEAD_LETTERS} holds 1 messages" in said
    assert going.run("--apply", "other")[0] == 2
    status, _, errors = going.run("--apply", "fraud-detection")
    assert (status, errors.count("\n")) == (1, 1)
    assert f"{DEAD_LETTERS}: holds 1 messages; settle them" in errors
    assert (terraform("state", "list"), protected(going), last_backups(going)) == (before, True, [])

    agreed = ("--apply", "fraud-detection", "--discard-messages")
    assert going.interrupted_at("destroy", *agreed) == 130
    assert (len(last_backups(going)), len(last_backups(going, HISTORIES)), protected(going)) == (1, 1, False)
    key = key_of(going)

    status, said, errors = going.run(*agreed)
    assert (status, errors) == (0, "")
    assert f"stays: {key}: the key of the last backup" in said
    assert "LEFT" not in said
    assert terraform("state", "list") == ""
    assert what_is_there(going) == {f"kms {key}"}
    assert restored(going) == [{"transaction_id": {"S": "t-1"}, "timestamp": {"N": "1"}}]


def last_backups(going: Going, table: str = TABLE) -> list[str]:
    listed = going.aws.client("dynamodb").list_backups()["BackupSummaries"]
    assert all(each["BackupName"].startswith("last-of-fraud-detection-") for each in listed)
    return [each["BackupArn"] for each in listed if each["TableName"] == table]


def key_of(going: Going) -> str:
    described = going.aws.client("dynamodb").describe_backup(BackupArn=last_backups(going)[0])["BackupDescription"]
    return str(described["SourceTableFeatureDetails"]["SSEDescription"]["KMSMasterKeyArn"])


def restored(going: Going) -> list[dict[str, Any]]:
    dynamodb = going.aws.client("dynamodb")
    dynamodb.restore_table_from_backup(TargetTableName="restored", BackupArn=last_backups(going)[-1])
    items: list[dict[str, Any]] = dynamodb.scan(TableName="restored")["Items"]
    return items


def what_is_there(going: Going) -> set[str]:
    """All of our types that the local AWS still holds, keys that wait for their deletion apart."""
    client = going.aws.client
    keys = [client("kms").describe_key(KeyId=each["KeyId"]) for each in client("kms").list_keys()["Keys"]]
    lists = {
        "table": client("dynamodb").list_tables()["TableNames"],
        "function": client("lambda").list_functions()["Functions"],
        "queue": client("sqs").list_queues().get("QueueUrls", []),
        "topic": client("sns").list_topics()["Topics"],
        "api": client("apigateway").get_rest_apis()["items"],
        "api key": client("apigateway").get_api_keys()["items"],
        "workflow": client("stepfunctions").list_state_machines()["stateMachines"],
        "log group": client("logs").describe_log_groups()["logGroups"],
        "alarm": client("cloudwatch").describe_alarms()["MetricAlarms"],
        "parameter": client("ssm").describe_parameters()["Parameters"],
        "role": [each for each in client("iam").list_roles()["Roles"] if "/aws-service-role/" not in each["Path"]],
        "bus": [each for each in client("events").list_event_buses()["EventBuses"] if each["Name"] != "default"],
        "web acl": client("wafv2").list_web_acls(Scope="REGIONAL")["WebACLs"],
        "kms": [each["KeyMetadata"]["Arn"] for each in keys if each["KeyMetadata"]["KeyState"] != "PendingDeletion"],
    }
    return {f"{kind} {each}" for kind, found in lists.items() for each in found}
