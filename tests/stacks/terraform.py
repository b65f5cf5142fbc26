"""Terraform on this machine: where its provider lies, and how it plans without an account or a network."""

import os
import subprocess
from pathlib import Path

import pytest

MIRROR = "registry.terraform.io"
PLACES = (Path("/opt"), Path("/usr/share"), Path("/usr/local/share"), Path.home() / ".terraform.d" / "plugins")
# Settings for a plan without an account, in a scratch copy: beside the real file they would change what is deployed.
OFFLINE = {
    "provider": {
        "aws": {
            "access_key": "none",
            "secret_key": "none",
            "allowed_account_ids": [],
            "skip_credentials_validation": True,
            "skip_metadata_api_check": "true",
            "skip_region_validation": True,
            "skip_requesting_account_id": True,
        }
    }
}


def mirrors() -> list[Path]:
    patterns = (MIRROR, f"*/{MIRROR}")
    found = (mirror for place in PLACES for pattern in patterns for mirror in place.glob(pattern))
    return [mirror.parent for mirror in found if (mirror / "hashicorp" / "aws").is_dir()]


def too_old(version: str) -> bool:
    return tuple(int(part) for part in version.split("-", maxsplit=1)[0].split(".")[:2]) < (1, 11)


def configuration(folder: Path) -> Path:
    named = os.environ.get("TF_CLI_CONFIG_FILE", "")
    if named and Path(named).is_file():
        return Path(named)
    found = mirrors()
    if not found:
        pytest.skip(
            f"NOT TESTED: no folder named {MIRROR} with the AWS provider in any of {', '.join(map(str, PLACES))}"
        )
    path = folder / "terraform.rc"
    path.write_text(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{found[0]}"\n  }}\n}}\n')
    return path


class Terraform:
    """The command, run in a scratch copy of the synthesized folder."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder, self._environment = folder, environment

    def __call__(self, *arguments: str) -> str:
        run = subprocess.run(
            ["terraform", *arguments],
            check=False,
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout
