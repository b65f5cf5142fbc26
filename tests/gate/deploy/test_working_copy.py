"""Terraform works in a copy, and any byte of it that is not the judged one stops the deploy."""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from gate.deploy.refused import Refused
from gate.deploy.working_copy import backend, due, made, refuse_other_files
from gate.plan.judged import Judged

PLACE = "stacks/account/"
JUDGED = Judged("account", b"{}", b"lock", {"local_override.tf.json": b"settings"})


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    source = tmp_path / "judged"
    (source / "assets").mkdir(parents=True)
    (source / "cdk.tf.json").write_bytes(JUDGED.file)
    (source / ".terraform.lock.hcl").write_bytes(JUDGED.lock)
    (source / "assets" / "one.zip").write_bytes(b"zip")
    folder = tmp_path / "work" / "account"
    made(source, folder, JUDGED)
    (folder / ".terraform" / "providers").mkdir(parents=True)
    (folder / ".terraform" / "terraform.tfstate").write_bytes(b"where the state lies")
    return folder


def attested() -> dict[str, str]:
    files = {"cdk.tf.json": JUDGED.file, ".terraform.lock.hcl": JUDGED.lock, "assets/one.zip": b"zip"}
    return {f"{PLACE}{name}": hashlib.sha256(data).hexdigest() for name, data in files.items()}


@pytest.fixture
def files(copy: Path) -> Mapping[str, str]:
    """What was attested, and what Terraform has written of where the state lies."""
    return due(JUDGED, {**attested(), "stacks/delivery/cdk.tf.json": "0" * 64}, backend(copy))


def lines(copy: Path, files: Mapping[str, str]) -> list[str]:
    with pytest.raises(Refused) as refused:
        refuse_other_files(copy, files)
    return [line.removeprefix(f"{copy}/") for line in refused.value.lines]


def test_a_copy_is_as_it_was_judged_whichever_providers_terraform_puts_there(
    copy: Path, files: Mapping[str, str]
) -> None:
    refuse_other_files(copy, files)
    (copy / ".terraform" / "providers" / "aws").write_bytes(b"a program")
    refuse_other_files(copy, files)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("cdk.tf.json", lambda path: path.write_bytes(b"{ }")),
        (".terraform.lock.hcl", lambda path: path.write_bytes(b"another")),
        ("assets/one.zip", lambda path: path.write_bytes(b"zap")),
        ("more_override.tf.json", lambda path: path.write_bytes(b"")),
        (".terraform/environment", lambda path: path.write_bytes(b"another workspace")),
        (".terraform/terraform.tfstate", lambda path: path.write_bytes(b"another bucket")),
        (".terraform/terraform.tfstate", Path.unlink),
        ("local_override.tf.json", lambda path: path.write_bytes(b"other settings")),
        ("x.auto.tfvars", lambda path: path.write_bytes(b"")),
    ],
)
def test_a_file_that_is_not_the_judged_one_is_named_whatever_the_judged_folder_holds(
    copy: Path, name: str, change: Callable[[Path], object], files: Mapping[str, str]
) -> None:
    change(copy / name)
    shutil.rmtree(copy.parents[1] / "judged")
    shutil.copytree(copy, copy.parents[1] / "judged")
    assert lines(copy, files) == [f"{name}: is not as it was judged, or written for it; plan again"]


def test_a_file_that_is_gone_is_named(copy: Path, files: Mapping[str, str]) -> None:
    (copy / "assets" / "one.zip").unlink()
    assert "assets/one.zip: is not as it was judged, or written for it; plan again" in lines(copy, files)


@pytest.mark.parametrize("name", ["cdk.tf.json", ".terraform.lock.hcl"])
def test_another_file_or_lock_than_was_attested_is_not_planned(name: str) -> None:
    with pytest.raises(Refused, match=rf"^stacks/account/{name}: is not as it was judged; plan again$"):
        due(JUDGED, {**attested(), f"{PLACE}{name}": "0" * 64}, "0" * 64)


def test_a_state_that_terraform_could_not_store_is_never_removed(copy: Path, files: Mapping[str, str]) -> None:
    (copy / "errored.tfstate").write_bytes(b"the only state of what was made")
    said = r"errored\.tfstate: is a state that Terraform could not store; run"
    with pytest.raises(Refused, match=said):
        made(copy.parents[1] / "judged", copy, JUDGED)
    with pytest.raises(Refused, match=said):
        refuse_other_files(copy, files)
    assert (copy / "errored.tfstate").read_bytes() == b"the only state of what was made"


def test_a_copy_is_made_anew(copy: Path) -> None:
    (copy / "old.tf").write_bytes(b"")
    made(copy.parents[1] / "judged", copy, JUDGED)
    assert {path.name for path in copy.rglob("*") if path.is_file()} == {
        *("cdk.tf.json", ".terraform.lock.hcl", "one.zip", "local_override.tf.json")
    }
