"""A state is moved to the bucket as it is, or stays where it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gate.deploy.in_bucket import InBucket
from gate.deploy.moving import Move
from gate.deploy.refused import CannotDeploy, Refused
from gate.deploy.state import State
from gate.deploy.target import Target
from tests.gate.deploy.test_state import KEY, resource, state

OLD = state(resource("aws_api_gateway_api_key", "value", KEY))
PLACE = "s3://fraud-detection-state-123456789012/account.tfstate"


class Bucket(InBucket):
    """Stands for the bucket: what it holds, and what it makes of what is written."""

    holds: bytes | None = None
    makes: Callable[[bytes], bytes | None]

    def read(self) -> State | None:
        return State.read(self.holds) if self.holds else None

    def write(self, file: Path) -> None:
        assert self.holds is None
        object.__setattr__(self, "holds", self.makes(file.read_bytes()))


def bucket(
    folder: Path, holds: bytes | None = None, makes: Callable[[bytes], bytes | None] = lambda data: data
) -> Bucket:
    made = Bucket(Target(folder, {"TF_VAR_account_id": "123456789012"}), "account")
    object.__setattr__(made, "holds", holds)
    object.__setattr__(made, "makes", makes)
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "terraform.account.tfstate"
    path.write_bytes(OLD)
    return path


def moved(file: Path, bucket: InBucket) -> list[str]:
    return [*Move(file.parent, bucket).steps(moves=True)]


def refused(file: Path, bucket: InBucket) -> str:
    """Why it is refused; the file stays as it was."""
    before = file.read_bytes()
    with pytest.raises(Refused) as refusal:
        moved(file, bucket)
    assert file.read_bytes() == before
    return str(refusal.value)


def test_it_is_moved_with_a_backup_that_nobody_else_reads(file: Path, tmp_path: Path) -> None:
    there = bucket(tmp_path)
    lines = moved(file, there)
    assert lines == [
        "holds a secret: aws_api_gateway_api_key.one.value: a client's API key",
        f"moved terraform.account.tfstate to {PLACE}: 1 resources, serial 3; lineage, resources and outputs are equal",
        "what was in it is still in terraform.account.tfstate.moved; remove that once you have deployed from the "
        "bucket",
    ]
    assert there.holds == OLD
    backup = tmp_path / "terraform.account.tfstate.moved"
    assert (backup.read_bytes(), backup.stat().st_mode & 0o777, file.exists()) == (OLD, 0o600, False)
    assert moved(file, there) == ["nothing to move: there is no terraform.account.tfstate"]


def test_without_being_told_to_it_says_what_it_would_move_and_moves_nothing(file: Path, tmp_path: Path) -> None:
    there = bucket(tmp_path)
    lines = [*Move(tmp_path, there).steps(moves=False)]
    assert lines[-1] == f"would move terraform.account.tfstate to {PLACE}: 1 resources, serial 3"
    assert (there.holds, [*tmp_path.iterdir()]) == (None, [file])


def test_an_interrupted_move_goes_on(file: Path, tmp_path: Path) -> None:
    def fails(_: bytes) -> bytes | None:
        raise CannotDeploy("interrupted")

    with pytest.raises(CannotDeploy):
        moved(file, bucket(tmp_path, makes=fails))
    assert file.read_bytes() == OLD
    # What was written, and not yet removed here.
    assert "lineage, resources and outputs are equal" in moved(file, bucket(tmp_path, OLD))[1]


def test_the_same_resources_of_another_lineage_are_another_state(file: Path, tmp_path: Path) -> None:
    first = state(resource("aws_api_gateway_api_key", "value", KEY), lineage="another", serial=1)
    assert "is a state of another lineage" in refused(file, bucket(tmp_path, first))


@pytest.mark.parametrize("moves", [True, False])
def test_a_state_of_another_account_is_refused_without_a_word_of_it(moves: bool, file: Path, tmp_path: Path) -> None:
    key = "arn:aws:kms:us-east-1:{}:key/a"
    file.write_bytes(
        state(*(resource("aws_kms_key", "arn", key.format(of)) for of in ("123456789012", "111111111111")))
    )
    there = bucket(tmp_path)
    with pytest.raises(Refused) as refusal:
        list(Move(tmp_path, there).steps(moves=moves))
    assert str(refusal.value) == (
        f"terraform.account.tfstate: is of another account than TF_VAR_account_id says, and not for {PLACE}; set that "
        "variable to the account that this state is of"
    )
    assert (there.holds, [*tmp_path.iterdir()]) == (None, [file])


def test_a_state_of_this_account_is_moved(file: Path, tmp_path: Path) -> None:
    file.write_bytes(state(resource("aws_kms_key", "arn", "arn:aws:kms:us-east-1:123456789012:key/a")))
    assert "lineage, resources and outputs are equal" in moved(file, bucket(tmp_path))[1]


def test_a_file_is_due_while_it_holds_something(file: Path, tmp_path: Path) -> None:
    move = Move(tmp_path, bucket(tmp_path))
    assert move.is_due
    file.write_bytes(state())
    assert not move.is_due
    file.unlink()
    assert not move.is_due
    file.write_text(KEY)
    with pytest.raises(Refused, match="is no state of Terraform's"):
        _ = move.is_due


def test_a_bucket_that_holds_another_state_is_refused(file: Path, tmp_path: Path) -> None:
    other = state(resource("a", "b", 1), lineage="another")
    assert refused(file, bucket(tmp_path, other)) == (
        f"{PLACE}: is a state of another lineage, another, than terraform.account.tfstate, first; find out which one "
        "is that of the deployed system, and move the other away"
    )


@pytest.mark.parametrize("serial", [2, 3, 4])
def test_a_state_of_the_same_lineage_that_differs_is_refused(serial: int, file: Path, tmp_path: Path) -> None:
    other = state(resource("a", "b", 1), serial=serial)
    assert f"and differs; it has the serial {serial}, and the file 3" in refused(file, bucket(tmp_path, other))


@pytest.mark.parametrize(
    "lost", [None, state(resource("a", "b", 1)), state(resource("aws_api_gateway_api_key", "value", KEY), serial=2)]
)
def test_where_the_bucket_then_holds_less_nothing_is_removed(lost: bytes | None, file: Path, tmp_path: Path) -> None:
    line = refused(file, bucket(tmp_path, makes=lambda _: lost))
    assert line == f"{PLACE}: does not hold what terraform.account.tfstate does; nothing was removed"


def test_no_other_backup_is_written_over(file: Path, tmp_path: Path) -> None:
    backup = tmp_path / "terraform.account.tfstate.moved"
    backup.write_bytes(b"another")
    assert refused(file, bucket(tmp_path)) == f"{backup}: is the backup of another state; move it away"
    assert backup.read_bytes() == b"another"


def test_nothing_is_moved_while_somebody_applies(file: Path, tmp_path: Path) -> None:
    (tmp_path / ".terraform.account.tfstate.lock.info").write_text("{}")
    assert "lock.info: somebody applies it; wait until that has ended" in refused(file, bucket(tmp_path))


def test_what_is_no_state_is_refused(file: Path, tmp_path: Path) -> None:
    file.write_text(KEY)
    assert KEY not in refused(file, bucket(tmp_path))


def test_a_state_that_holds_nothing_stays(file: Path, tmp_path: Path) -> None:
    file.write_bytes(state())
    assert moved(file, bucket(tmp_path)) == ["nothing to move: terraform.account.tfstate holds nothing"]


@pytest.mark.parametrize("name", ["terraform.account.tfstate", ".terraform.account.tfstate.lock.info"])
def test_what_somebody_applies_while_it_is_moved_is_not_removed(name: str, file: Path, tmp_path: Path) -> None:
    newer = state(resource("aws_kms_key", "description", "made meanwhile"), serial=4)

    def applied_meanwhile(data: bytes) -> bytes:
        (tmp_path / name).write_bytes(newer)
        return data

    with pytest.raises(Refused) as refusal:
        moved(file, bucket(tmp_path, makes=applied_meanwhile))
    if name == file.name:
        assert str(refusal.value) == (
            f"{name}: was changed while it was moved, and stays; {PLACE} and {name}.moved hold what it held before; "
            "find out which one is that of the deployed system, and move the other away"
        )
    else:
        assert "somebody applies it; wait until that has ended" in str(refusal.value)
    assert (tmp_path / name).read_bytes() == newer
    assert file.exists()
