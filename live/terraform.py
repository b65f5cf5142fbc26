"""Terraform on this machine: where it and its provider lie, run without a network in a folder."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gate.preflight.machine import terraform, terraform_version
from gate.preflight.precondition import State
from live.missing import Missing

MIRROR = "registry.terraform.io"
PLACES = (Path("/opt"), Path("/usr/share"), Path("/usr/local/share"), Path.home() / ".terraform.d" / "plugins")
# A provider that asks nobody who it is. Beside the real file these would change what is deployed: for copies only.
OFFLINE = {
    "allowed_account_ids": [],
    "skip_credentials_validation": True,
    "skip_metadata_api_check": "true",
    "skip_region_validation": True,
    "skip_requesting_account_id": True,
}
# In place of the judged backend: the state of a copy lies in the copy, and no bucket is needed for it.
IN_THE_FOLDER: Mapping[str, Any] = {"backend": {"local": {}}}
# Terraform and its provider, both written in Go, end within seconds: a third of their time went into freeing memory.
LATE_COLLECTION = {"GOGC": "off", "GOMEMLIMIT": "512MiB"}


class TerraformFailed(RuntimeError):
    """A Terraform command failed; the message is what it said."""


class Terraform:
    """The command in a folder of synthesized files; `variables` are those of the stack. Raises Missing."""

    def __init__(self, folder: Path, *, scratch: Path, variables: Mapping[str, str]) -> None:
        known_version()
        self.folder = folder
        # No credentials, accounts or settings of the person who runs it.
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))}
        self.environment = {
            **kept,
            **{f"TF_VAR_{name}": value for name, value in variables.items()},
            "TF_CLI_CONFIG_FILE": str(configuration(scratch)),
            "TF_IN_AUTOMATION": "1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "CHECKPOINT_DISABLE": "1",
            **LATE_COLLECTION,
        }

    def __call__(self, *arguments: str) -> str:
        """What a command prints; raises TerraformFailed."""
        run = subprocess.run(  # noqa: S603
            ["terraform", *arguments],  # noqa: S607 - whichever the person has
            check=False,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if run.returncode:
            raise TerraformFailed(run.stderr + run.stdout)
        return run.stdout


def known_version() -> None:
    """Raises Missing where there is no Terraform that knows what the stack needs."""
    found = terraform(terraform_version())
    if found.state is not State.OK:
        raise Missing(f"terraform: {found.details}; {found.remedy}")


def configuration(scratch: Path) -> Path:
    """The CLI configuration that the environment names, or one that names the mirror of this machine."""
    named = os.environ.get("TF_CLI_CONFIG_FILE", "")
    if named and Path(named).is_file():
        return Path(named).absolute()
    found = _mirrors()
    if not found:
        raise Missing(f"no folder named {MIRROR} with the AWS provider in any of {', '.join(map(str, PLACES))}")
    path = scratch / "terraform.rc"
    path.write_text(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{found[0]}"\n  }}\n}}\n')
    return path


def providers() -> list[tuple[Path, str]]:
    """The versions of the AWS provider in the mirrors of this machine, each with its mirror."""
    versions = (
        (mirror, place.glob("[0-9]*")) for mirror in _mirrors() for place in [mirror / MIRROR / "hashicorp" / "aws"]
    )
    return sorted((mirror, version.name) for mirror, found in versions for version in found)


def _mirrors() -> list[Path]:
    found = (mirror for place in PLACES for each in (MIRROR, f"*/{MIRROR}") for mirror in place.glob(each))
    return [mirror.parent for mirror in found if (mirror / "hashicorp" / "aws").is_dir()]
