"""One deploy at a time: a second one is told to wait, and the first leaves nothing that stops the next."""

from pathlib import Path

import pytest

from gate.deploy.lock import locked
from gate.deploy.refused import CannotDeploy


def test_a_second_deploy_is_told_to_wait_until_the_first_has_ended(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    with (
        locked(folder),
        pytest.raises(CannotDeploy, match="another command is at work there; wait until it has ended"),
        locked(folder),
    ):
        pytest.fail("there were two")
    with locked(folder):
        assert folder.stat().st_mode & 0o777 == 0o700
