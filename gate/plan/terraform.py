"""`terraform show`: what a saved plan holds, by the Terraform that is on the path."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from gate.plan.broken import BrokenPlan


def show(plan: Path, folder: Path, environment: Mapping[str, str] = os.environ) -> str:
    """The plan as JSON; `folder` is one in which `terraform init` was run. Raises BrokenPlan."""
    if shutil.which("terraform") is None:
        raise BrokenPlan("no terraform on the PATH, which alone can read it; install Terraform 1.11 or newer")
    run = subprocess.run(  # noqa: S603 - no shell
        ["terraform", "show", "-json", "-no-color", str(plan.resolve())],  # noqa: S607 - whichever the person has
        check=False,
        cwd=folder,
        env={**environment, "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    if run.returncode:
        said = run.stderr.decode(errors="replace").split()
        raise BrokenPlan(
            f"terraform cannot show it: {' '.join(said)[:300]}; run `terraform init -lockfile=readonly` first"
        )
    return run.stdout.decode(errors="replace")
