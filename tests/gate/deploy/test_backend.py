"""Where Terraform is told that states lie, and what it says where it cannot have one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.deploy.backend import bucket, explained, options
from gate.deploy.refused import CannotDeploy

NUMBER = {"TF_VAR_account_id": "123456789012"}
# As Terraform 1.11.4 says it, without its frame.
LOCKED = """Error: Error acquiring the state lock
Error message: operation error S3: PutObject, https response error StatusCode: 412, api error PreconditionFailed
Lock Info:
  ID:        6f5c1c1e-7a5e-4f0a-9d1c-1f2f3a4b5c6d
  Path:      fraud-detection-state-123456789012/account.tfstate
  Operation: OperationTypeApply
  Who:       okafor@laptop
  Version:   1.11.4
  Created:   2026-11-28 08:00:00 +0000 UTC
  Info:
Terraform acquires a state lock to protect the state from being written"""
MISSING = 'Error: Error refreshing state: S3 bucket "fraud-detection-state-123456789012" does not exist.'


def test_terraform_is_told_the_bucket_of_the_account_and_nothing_else() -> None:
    bucket = "fraud-detection-state-123456789012"
    assert [*options(NUMBER, {})] == [f"-backend-config=bucket={bucket}"]


def test_of_a_local_aws_it_is_told_how_to_reach_that_too() -> None:
    assert [*options(NUMBER, {"use_path_style": "true"})][1:] == ["-backend-config=use_path_style=true"]


@pytest.mark.parametrize(
    "number", ["", "12345678901", "1234567890123", "12345678901x", "123456789012\n", "\N{FULLWIDTH DIGIT ONE}" * 12]
)
def test_without_the_number_of_an_account_there_is_no_bucket(number: str) -> None:
    with pytest.raises(CannotDeploy, match="TF_VAR_account_id: is not the twelve digits of an account"):
        bucket({"TF_VAR_account_id": number})


def test_who_holds_a_lock_is_named_and_what_to_do() -> None:
    assert explained("account", LOCKED) == (
        "account: its state is locked by okafor@laptop since 2026-11-28 08:00:00 +0000 UTC; wait until that has ended; "
        "only if nobody is applying it any more, run `make gate && terraform -chdir=cdktf.out/stacks/account init "
        "-lockfile=readonly -backend-config=bucket=fraud-detection-state-123456789012 && "
        "terraform -chdir=cdktf.out/stacks/account force-unlock 6f5c1c1e-7a5e-4f0a-9d1c-1f2f3a4b5c6d` in a checkout"
    )


def test_a_lock_of_whom_nothing_is_said_is_told_too() -> None:
    line = explained("account", "Error: Error acquiring the state lock")
    assert line.startswith("account: its state is locked by somebody since a time that it does not say; wait")


@pytest.mark.parametrize("path", ["", "x;reboot/account.tfstate", "$(reboot)/account.tfstate", "`reboot`"])
def test_what_somebody_wrote_into_a_lock_is_no_part_of_the_command(path: str) -> None:
    said = LOCKED.replace("fraud-detection-state-123456789012/account.tfstate", path).replace("6f5c1c1e-7a5e", "$(id)")
    remedy = explained("account", said).partition(" run ")[2]
    assert "-backend-config=bucket=fraud-detection-state-$TF_VAR_account_id && " in remedy
    assert remedy.endswith("force-unlock ID` in a checkout")


def test_without_a_bucket_it_says_what_to_deploy_first() -> None:
    assert explained("account", MISSING) == (
        "account: there is no bucket fraud-detection-state-123456789012 for its state; deploy the stack delivery "
        "first, in that account"
    )


@given(st.text())
def test_whatever_else_terraform_says_is_not_explained(said: str) -> None:
    assert explained("account", said) == ""
