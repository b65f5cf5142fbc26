"""Terraform works in a copy, and any byte of it that is not the judged one stops the deploy."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gate.deploy.refused import Refused
from gate.deploy.working_copy import made, refuse_other_files
from gate.plan.judged import Judged

JUDGED = Judged("account", b"{}", b"lock", {"local_override.tf.json": b"settings"})


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    source = tmp_path / "judged"
    (source / "assets").mkdir(parents=True)
    (source / "cdk.tf.json").write_bytes(JUDGED.file)
    (source / ".terraform.lock.hcl").write_bytes(JUDGED.lock)
    (source / "assets" / "one.zip").write_bytes(b"zip")
    made(source, tmp_path / "work" / "account", JUDGED)
    return tmp_path / "work" / "account"


def lines(copy: Path) -> list[str]:
    with pytest.raises(Refused) as refused:
        refuse_other_files(copy.parents[1] / "judged", copy, JUDGED)
    return [line.removeprefix(f"{copy}/") for line in refused.value.lines]


def test_a_copy_is_as_it_was_judged_whatever_terraform_puts_there(copy: Path) -> None:
    (copy / ".terraform" / "providers").mkdir(parents=True)
    (copy / ".terraform" / "providers" / "aws").write_bytes(b"a program")
    refuse_other_files(copy.parents[1] / "judged", copy, JUDGED)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("cdk.tf.json", lambda path: path.write_bytes(b"{ }")),
        (".terraform.lock.hcl", lambda path: path.write_bytes(b"another")),
        ("assets/one.zip", lambda path: path.write_bytes(b"zap")),
        ("more_override.tf.json", lambda path: path.write_bytes(b"")),
        (".terraform/environment", lambda path: path.parent.mkdir() or path.write_bytes(b"another workspace")),
        ("x.auto.tfvars", lambda path: path.write_bytes(b"")),
    ],
)
def test_a_file_that_is_not_the_judged_one_is_named(copy: Path, name: str, change: Callable[[Path], object]) -> None:
    change(copy / name)
    assert lines(copy) == [f"{name}: is not as it was judged; plan again"]


def test_a_file_that_is_gone_is_named(copy: Path) -> None:
    (copy / "assets" / "one.zip").unlink()
    assert "assets/one.zip: is not as it was judged; plan again" in lines(copy)


def test_other_settings_than_the_target_has_are_named(copy: Path) -> None:
    (copy / "local_override.tf.json").write_bytes(b"other settings")
    assert lines(copy) == ["local_override.tf.json: is not as it was written; plan again"]


def test_a_state_that_terraform_could_not_store_is_never_removed(copy: Path) -> None:
    (copy / "errored.tfstate").write_bytes(b"the only state of what was made")
    source = copy.parents[1] / "judged"
    for step in (made, refuse_other_files):
        with pytest.raises(Refused, match=r"errored\.tfstate: is a state that Terraform could not store; run"):
            step(source, copy, JUDGED)
    assert (copy / "errored.tfstate").read_bytes() == b"the only state of what was made"


def test_a_copy_is_made_anew(copy: Path) -> None:
    (copy / "old.tf").write_bytes(b"")
    made(copy.parents[1] / "judged", copy, JUDGED)
    refuse_other_files(copy.parents[1] / "judged", copy, JUDGED)
