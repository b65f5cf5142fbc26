"""The calls of the way down, in one region, by the credentials of whoever runs this."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

import boto3
from botocore.config import Config

from commands.process import Stopped

CONFIG = Config(connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 4})
COUNTS = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)
PATIENCE, PAUSE = 3_600, 5  # seconds
TAG = "System"


@cache
def client(service: str) -> Any:
    """The client of a service, by the credentials and the region of whoever runs this."""
    return boto3.client(service, config=CONFIG)


def account_and_region() -> tuple[str, str]:
    """The account of the credentials, and the region."""
    return str(client("sts").get_caller_identity()["Account"]), str(client("sts").meta.region_name)


def shut_out(plan: str, key: str) -> None:
    """Takes a client's key out of its usage plan, so that the API refuses it."""
    with suppress(client("apigateway").exceptions.NotFoundException):
        client("apigateway").delete_usage_plan_key(usagePlanId=plan, keyId=key)


def messages(queue: str) -> int:
    """How many messages are in a queue, under way or delayed, as far as AWS can count them."""
    found = client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=list(COUNTS))["Attributes"]
    return sum(int(found[count]) for count in COUNTS)


def back_up(table: str, name: str) -> str:
    """Makes an on-demand backup, waits until it can be restored, and answers its ARN."""
    arn = str(client("dynamodb").create_backup(TableName=table, BackupName=name)["BackupDetails"]["BackupArn"])
    until = time.monotonic() + PATIENCE
    while _backup(arn)["BackupDetails"]["BackupStatus"] != "AVAILABLE":
        if time.monotonic() > until:
            raise Stopped(f"{table}: its backup {name} is not available after an hour; see why, and run it again")
        time.sleep(PAUSE)
    return arn


def backups(prefix: str) -> Mapping[str, str]:
    """The key that each available backup of a name that begins so is encrypted with, by the backup's ARN."""
    listed = client("dynamodb").get_paginator("list_backups").paginate(BackupType="USER").build_full_result()
    found = [each for each in listed.get("BackupSummaries", ()) if each["BackupName"].startswith(prefix)]
    arns = [each["BackupArn"] for each in found if each["BackupStatus"] == "AVAILABLE"]
    features = {arn: _backup(arn)["SourceTableFeatureDetails"] for arn in arns}
    return {arn: (feature.get("SSEDescription") or {}).get("KMSMasterKeyArn", "") for arn, feature in features.items()}


def release(table: str) -> None:
    """Lifts the protection of a table against deletion, and waits until that holds."""
    client("dynamodb").update_table(TableName=table, DeletionProtectionEnabled=False)
    client("dynamodb").get_waiter("table_exists").wait(TableName=table)


def tagged(system: str) -> tuple[str, ...]:
    """The ARNs of all that has the system's tag."""
    pages = client("resourcegroupstaggingapi").get_paginator("get_resources")
    found = pages.paginate(TagFilters=[{"Key": TAG, "Values": [system]}]).build_full_result()
    return tuple(each["ResourceARN"] for each in found.get("ResourceTagMappingList", ()))


def key_state(arn: str) -> str:
    """`Enabled`, `PendingDeletion` and the like."""
    return str(client("kms").describe_key(KeyId=arn)["KeyMetadata"]["KeyState"])


def log_groups(names: tuple[str, ...]) -> Iterator[str]:
    """Those of these log groups that are there."""
    for name in names:
        found = client("logs").describe_log_groups(logGroupNamePrefix=name)["logGroups"]
        yield from (group["logGroupName"] for group in found if group["logGroupName"] == name)


def _backup(arn: str) -> Mapping[str, Any]:
    described: Mapping[str, Any] = client("dynamodb").describe_backup(BackupArn=arn)["BackupDescription"]
    return described
