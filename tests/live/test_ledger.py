"""The ledger in a bucket of the local AWS: one entry a number, whoever writes, and every version of it is seen."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from gate.ledger.append import append
from gate.ledger.bucket import UNLOCKED, bucket_store
from gate.ledger.store import Held, Store
from gate.ledger.verified import chained
from live.aws import Aws
from live.emulator import emulator
from live.missing import Missing
from tests.gate.ledger.made import OURS, SIGNING, deploy, steps

ROOT = Path(__file__).resolve().parents[2]
BUCKET, PREFIX = "audit", "fraud-detection"
YEAR = {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 365}}}

pytestmark = pytest.mark.xdist_group("ledger in a bucket")


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    try:
        with emulator(tmp_path_factory.mktemp("aws")) as started:
            yield started
    except Missing as missing:
        if os.environ.get("LIVE") == "required":
            raise
        pytest.skip(f"NOT TESTED: {missing}")


@pytest.fixture
def bucket(aws: Aws, request: pytest.FixtureRequest) -> Store:
    """A bucket that keeps each version for a year, and a ledger in it that no other test has."""
    client = aws.client("s3")
    if not any(each["Name"] == BUCKET for each in client.list_buckets()["Buckets"]):
        client.create_bucket(Bucket=BUCKET, ObjectLockEnabledForBucket=True)
        client.put_object_lock_configuration(Bucket=BUCKET, ObjectLockConfiguration=YEAR)
    return bucket_store(BUCKET, f"{PREFIX}/{request.node.name}", client)


def written(store: Store) -> list[str]:
    return [append(store, step, SIGNING).head for step in steps(2)]


def test_what_is_written_is_read_and_holds(bucket: Store) -> None:
    heads = written(bucket)
    held = bucket.read()
    chain = chained(held, [OURS.public])
    assert (chain.faults, chain.head, held.notes) == ((), heads[-1], ())
    assert sorted(held.files) == [f"00000{number}.dsse.json" for number in range(1, 5)]


def test_of_many_who_write_at_once_each_gets_a_number(bucket: Store) -> None:
    deploys = [replace(steps(1)[0], deploy=deploy(number)) for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda step: append(bucket, step, SIGNING).number, deploys))
    assert sorted(found) == [1, 2, 3, 4]
    assert chained(bucket.read(), [OURS.public]).faults == ()


def test_an_object_that_was_deleted_and_written_anew_is_named(bucket: Store, aws: Aws) -> None:
    heads = written(bucket)
    key = bucket.place.removeprefix(f"s3://{BUCKET}/") + "/000004.dsse.json"
    client = aws.client("s3")
    client.delete_object(Bucket=BUCKET, Key=key)
    client.put_object(Bucket=BUCKET, Key=key, Body=b"{}", IfNoneMatch="*")  # which S3 lets, after a deletion
    faults = chained(bucket.read(), [OURS.public]).faults
    assert any(line.startswith("000004.dsse.json: was ") for line in faults)
    versions = client.list_object_versions(Bucket=BUCKET, Prefix=key)["Versions"]
    first = versions[-1]["VersionId"]
    with pytest.raises(client.exceptions.ClientError, match="AccessDenied"):
        client.delete_object(Bucket=BUCKET, Key=key, VersionId=first)
    content = client.get_object(Bucket=BUCKET, Key=key, VersionId=first)["Body"].read()
    assert chained(Held({"000004.dsse.json": content}), [OURS.public]).digests[4] == heads[-1]


def test_a_bucket_without_an_object_lock_is_read_too_and_says_so(aws: Aws) -> None:
    aws.client("s3").create_bucket(Bucket="plain")
    store = bucket_store("plain", "", aws.client("s3"))
    written(store)
    held = store.read()
    assert (chained(held, [OURS.public]).faults, held.notes) == ((), (UNLOCKED,))


def test_the_command_reads_a_bucket_by_the_credentials_of_the_environment(
    bucket: Store, aws: Aws, tmp_path: Path
) -> None:
    heads = written(bucket)
    (tmp_path / "gate.pub.pem").write_bytes(OURS.public)
    words = ["--ledger", bucket.place, "--key", tmp_path / "gate.pub.pem", "--head", heads[-1], "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "gate", "history", *map(str, words)],
        cwd=ROOT,
        env=aws.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert (answer["entries"], len(answer["deploys"]), answer["notes"]) == (4, 2, [])
