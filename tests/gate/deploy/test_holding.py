"""A plan is held to its judged file by the very bytes that were read, whatever becomes of its file meanwhile."""

from datetime import date
from pathlib import Path

import pytest

from gate.deploy.holding import read_and_held
from gate.deploy.refused import CannotDeploy
from gate.deploy.terraform import Terraform
from gate.plan.judged_again import Criteria
from tests.gate.plan.simulated import judged, saved


def test_terraform_shows_the_very_bytes_that_were_read(tmp_path: Path) -> None:
    what = judged({"resource": {}})
    plan, data = tmp_path / "fraud-detection.plan", saved(what)
    plan.write_bytes(data)
    shown: dict[Path, tuple[bytes, int]] = {}

    class Showing(Terraform):
        """It is asked once somebody has exchanged the plan, and shows none."""

        def quietly(self, *arguments: str) -> str:
            plan.write_bytes(b"another")
            copy = Path(arguments[-1])
            shown[copy] = (copy.read_bytes(), copy.stat().st_mode & 0o777)
            return "{}"

    with pytest.raises(CannotDeploy, match=r"^.*fraud-detection\.plan: "):
        read_and_held(what, plan, Showing(tmp_path, {}), Criteria((), (), (), date(2026, 11, 28)))
    assert [*shown.values()] == [(data, 0o600)]
    assert not [path for path in shown if path.exists()]
