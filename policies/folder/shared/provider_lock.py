"""Terraform's lock for the provider that was tried, as Terraform writes it."""

from __future__ import annotations

from collections.abc import Iterable

from policies.requirements import PROVIDER_VERSION

# Each is of the program for one platform, which `terraform providers lock` names: here linux_amd64.
CHECKSUMS = ("h1:edXOJWE4ORX8Fm+dpVpICzMZJat4AX0VRCAy/xkcOc0=",)
TEXT = """\
# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/hashicorp/aws" {{
  version     = "{version}"
  constraints = "{version}"
  hashes = [
{hashes}  ]
}}
"""


def lock(version: str = PROVIDER_VERSION, checksums: Iterable[str] = CHECKSUMS) -> str:
    """The text of a lock for hashicorp/aws in this version alone, and for the programs of these checksums."""
    return TEXT.format(version=version, hashes="".join(f'    "{checksum}",\n' for checksum in sorted(checksums)))
