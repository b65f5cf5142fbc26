"""A state is put into the bucket without force, so that Terraform itself refuses to write over another."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gate.deploy import in_bucket
from gate.deploy.in_bucket import InBucket
from gate.deploy.refused import CannotDeploy
from gate.deploy.state import State
from gate.deploy.target import Target
from gate.deploy.terraform import Terraform
from tests.gate.deploy.test_state import resource, state

OLD = state(resource("a", "b", 1))
ANOTHERS = state(resource("a", "b", 2), lineage="another's", serial=2)


class Pushing(Terraform):
    """Stands for Terraform with a state in S3, as version 1.11 was seen to push to it."""

    holds: bytes | None = None
    before_push: Callable[[int], None]
    pushes: list[State]

    def quietly(self, *arguments: str) -> str:
        *command, file = arguments
        assert command == ["state", "push"]
        self.before_push(len(self.pushes))
        data = Path(file).read_bytes()
        new, old = State.read(data), State.read(self.holds) if self.holds else None
        self.pushes.append(new)
        if old and not old.is_nothing:
            if new.lineage != old.lineage:
                raise CannotDeploy(f'cannot import state with lineage "{new.lineage}" over unrelated state')
            if new.serial < old.serial:
                raise CannotDeploy(f"cannot import state with serial {new.serial} over newer state")
        lineage, serial = (new.lineage, new.serial + 1) if old else ("Terraform's own", 1)
        self.put(json.dumps({**json.loads(data), "lineage": lineage, "serial": serial}).encode())
        return ""

    def put(self, data: bytes | None) -> None:
        object.__setattr__(self, "holds", data)

    def meanwhile(self, does: Callable[[int], None]) -> None:
        object.__setattr__(self, "before_push", does)


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pushing:
    (tmp_path / "old").write_bytes(OLD)
    terraform = Pushing(tmp_path, {})
    object.__setattr__(terraform, "pushes", [])
    terraform.meanwhile(lambda _: None)
    monkeypatch.setattr(in_bucket, "judged_stack", lambda *_: (None, tmp_path, tmp_path))

    def initialized(_: object, __: object, ___: object, folder: Path) -> Terraform:
        folder.mkdir(parents=True)
        return terraform

    monkeypatch.setattr(in_bucket, "initialized", initialized)
    return terraform


def write(folder: Path) -> None:
    InBucket(Target(folder / "work", {}), "account").write(folder / "old")


@pytest.mark.parametrize("holds", [None, state(lineage="destroyed", serial=57)])
def test_a_state_keeps_its_lineage_where_there_was_none(there: Pushing, tmp_path: Path, holds: bytes | None) -> None:
    there.put(holds)
    write(tmp_path)
    assert there.holds
    found, old = State.read(there.holds), State.read(OLD)
    assert (found.lineage, found.serial, found.held) == (old.lineage, old.serial + 1, old.held)
    assert not (tmp_path / "work" / "moving").exists()


@pytest.mark.parametrize("holds", [None, state(lineage="first", serial=2), state(lineage="another's")])
@pytest.mark.parametrize("push", [0, 1])
def test_what_somebody_else_applies_meanwhile_is_not_written_over(
    there: Pushing, tmp_path: Path, holds: bytes | None, push: int
) -> None:
    there.put(holds)

    def applies(number: int) -> None:
        if number == push:
            # Terraform keeps the lineage of what was there.
            lineage = State.read(there.holds).lineage if there.holds else "another's"
            there.put(json.dumps({**json.loads(ANOTHERS), "lineage": lineage}).encode())

    there.meanwhile(applies)
    with pytest.raises(CannotDeploy, match="cannot import state with"):
        write(tmp_path)
    assert there.holds
    assert State.read(there.holds).held == State.read(ANOTHERS).held


def test_what_was_interrupted_between_the_two_can_be_written_again(there: Pushing, tmp_path: Path) -> None:
    def ends(number: int) -> None:
        if number == 1:
            raise KeyboardInterrupt

    there.meanwhile(ends)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path)
    assert there.holds
    assert State.read(there.holds).is_nothing
    there.meanwhile(lambda _: None)
    write(tmp_path)
    assert there.pushes[0].lineage != there.pushes[1].lineage
    assert State.read(there.holds).lineage == "first"
