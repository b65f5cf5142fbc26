"""What this machine must have: Terraform, and the provider's lock beside each stack."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from gate.preflight.precondition import Precondition, missing, ok, unknown
from gate.provenance.digests import content
from policies.core.deployed_folder import LOCK, STACKS

# Write-only values exist since then.
OLDEST = (1, 11)
WAIT = 60  # seconds
INSTALL = f"install Terraform {'.'.join(map(str, OLDEST))} or newer"


def terraform_version() -> str | None:
    """What the terraform command on the PATH says of itself; None without one, empty where it does not say."""
    if shutil.which("terraform") is None:
        return None
    try:
        said = subprocess.run(
            ["terraform", "version", "-json"],  # noqa: S607 - whichever would deploy
            capture_output=True,
            check=True,
            timeout=WAIT,
        ).stdout
        return str(json.loads(said)["terraform_version"])
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return ""


def terraform(version: str | None) -> Precondition:
    """Whether this version knows what the files need."""
    if version is None:
        return missing("terraform", "no terraform command is on the PATH", INSTALL)
    parts = re.match(r"(\d+)\.(\d+)\.", version)
    if parts is None:
        return unknown("terraform", "does not say its version", "run `terraform version -json`, and see why")
    if tuple(map(int, parts.groups())) < OLDEST:
        return missing("terraform", f"{version} has no write-only values", INSTALL)
    return ok("terraform", f"{version}, {'.'.join(map(str, OLDEST))} or newer")


def locks(output: Path, stacks: Iterable[str], tracked: Path) -> Iterator[Precondition]:
    """Whether the tracked lock lies beside each stack, byte for byte."""
    own = content(tracked)
    for stack in stacks:
        beside = output / STACKS / stack / LOCK
        if beside.is_file() and content(beside) == own:
            yield ok(f"provider of {stack}", f"{LOCK} is the tracked one")
        else:
            yield missing(f"provider of {stack}", f"{beside} is not the tracked lock", "run `make gate`")


def region(needed: str, environment: Mapping[str, str]) -> Precondition:
    """Whether commands beside Terraform would work in the region of the files."""
    name = next((name for name in ("AWS_REGION", "AWS_DEFAULT_REGION") if environment.get(name)), "")
    if name and environment[name] != needed:
        return missing("region", f"{name} names another than {needed}", f"set {name}={needed}")
    return ok("region", f"{needed}, {f'as {name} says' if name else 'and the environment names no other'}")
