"""The buckets of the delivery, deployed before all else: what the emulator keeps of them is as the judged file says.

MiniStack keeps a bucket's policy and holds nobody to it, so what that refuses is not tried here.
"""

import pytest
from botocore.exceptions import ClientError

from live.aws import ACCOUNT
from live.system import System

STATE, LEDGER = (f"fraud-detection-{data}-{ACCOUNT}" for data in ("state", "ledger"))


@pytest.mark.parametrize("name", [STATE, LEDGER])
def test_a_bucket_is_closed_to_the_public_and_versioned(name: str, system: System) -> None:
    s3 = system.aws.client("s3")
    assert {*s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"].values()} == {True}
    assert s3.get_bucket_versioning(Bucket=name)["Status"] == "Enabled"
    assert '"Allow"' not in s3.get_bucket_policy(Bucket=name)["Policy"]


@pytest.mark.parametrize(("name", "data"), [(STATE, "state"), (LEDGER, "ledger")])
def test_what_names_no_encryption_is_encrypted_with_the_key_of_its_bucket(name: str, data: str, system: System) -> None:
    put = system.aws.client("s3").put_object(Bucket=name, Key="example", Body=b"example")
    key = system.aws.client("kms").describe_key(KeyId=f"alias/delivery/{data}")["KeyMetadata"]["Arn"]
    assert (put["ServerSideEncryption"], put["SSEKMSKeyId"]) == ("aws:kms", key)


def test_nobody_deletes_what_the_ledger_says(system: System) -> None:
    s3 = system.aws.client("s3")
    version = s3.put_object(Bucket=LEDGER, Key="deploy", Body=b"said")["VersionId"]
    s3.delete_object(Bucket=LEDGER, Key="deploy")
    for bypass in (False, True):
        with pytest.raises(ClientError, match="AccessDenied"):
            s3.delete_object(Bucket=LEDGER, Key="deploy", VersionId=version, BypassGovernanceRetention=bypass)
    assert s3.get_object(Bucket=LEDGER, Key="deploy", VersionId=version)["Body"].read() == b"said"


def test_of_two_that_take_the_lock_of_a_state_one_is_refused(system: System) -> None:
    """Terraform's lock is an object that it puts on the condition that there is none."""
    s3 = system.aws.client("s3")
    s3.put_object(Bucket=STATE, Key="example.tflock", Body=b"first", IfNoneMatch="*")
    with pytest.raises(ClientError, match="PreconditionFailed"):
        s3.put_object(Bucket=STATE, Key="example.tflock", Body=b"second", IfNoneMatch="*")
    assert s3.get_object(Bucket=STATE, Key="example.tflock")["Body"].read() == b"first"


def test_the_whole_stack_is_deployed(system: System) -> None:
    assert system.delivery.left_out == ()
    assert system.delivery.resources == 25
