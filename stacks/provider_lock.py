"""Terraform's lock, beside each stack: with it, `terraform init` takes no provider but the one that was tried."""

from pathlib import Path

NAME = ".terraform.lock.hcl"
TRACKED = Path(__file__).parent / NAME


def write(folder: Path) -> None:
    """Write the tracked lock, byte for byte, into the folder of a stack; FileNotFoundError if there is none."""
    (folder / NAME).write_bytes(TRACKED.read_bytes())
