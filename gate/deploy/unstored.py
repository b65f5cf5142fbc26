"""A state that Terraform could not store: it leaves the only copy in its folder, from where it is stored once more."""

from __future__ import annotations

from pathlib import Path

from gate.deploy import working_copy
from gate.deploy.refused import CannotDeploy
from gate.deploy.terraform import Terraform
from gate.deploy.working_copy import ERRORED


def stored(terraform: Terraform, folder: Path, backend: str) -> str:
    """Stores it, moves the copy into the folder, and says so; empty where there is none. Raises CannotDeploy.

    `backend` is the digest of what said, when it was planned, where the state lies.
    """
    left, stack = terraform.folder / ERRORED, terraform.folder.name
    if not left.is_file():
        return ""
    try:
        if working_copy.backend(terraform.folder) != backend:
            raise CannotDeploy(f"{working_copy.BACKEND} says where, and was changed since it was planned")
        # It has the lineage of what is stored and a higher serial; where it has not, nobody may force it.
        terraform.quietly("state", "push", ERRORED)
    except CannotDeploy as error:
        raise CannotDeploy(
            f"{left}: is the only state of what was made, and could not be stored ({error}); keep it, run "
            f"`terraform -chdir={terraform.folder} state push {ERRORED}` once that is fixed, and then move it away"
        ) from None
    left.chmod(0o600)
    kept = left.replace(folder / f"{stack}.{ERRORED}")
    return f"{stack}: Terraform could not store its state, and then could; {kept} is a copy; "
