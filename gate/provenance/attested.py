"""What a verdict is bound to: the bytes that are deployed, the rules and records that judged them, and the tools."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from gate.provenance.digests import digests
from gate.provenance.inputs import inputs
from gate.provenance.tree_state import TreeState, tree_state
from gate.synthesis import ROOT

# What `terraform init` puts beside a stack: programs, and where its state lies.
OF_TERRAFORM = (".terraform/providers", ".terraform/terraform.tfstate")
TOOLS = ("fraud-detection", "checkov", "cdktf", "pytest")


@dataclass(frozen=True)
class Attested:
    """SHA-256 of each file to deploy and of each input, by relative path; the tools' versions by name; the commit."""

    subjects: Mapping[str, str]
    inputs: Mapping[str, str]
    tools: Mapping[str, str]
    tree: TreeState = field(default_factory=TreeState)


NOTHING = Attested({}, {}, {})


def of_output(output: Path, root: Path = ROOT) -> Attested:
    """What is there now: all that was synthesized, by its place in the output, and what would judge it at `root`."""
    return of_files(digests(output), root)


def of_stacks(folders: Mapping[str, Path], root: Path = ROOT, *, initialized: bool = False) -> Attested:
    """The same of some stacks' folders, by the stacks' names, wherever they lie.

    Of one that was `initialized`, what Terraform put there is left out: it runs no provider but those of the lock.
    """
    found = ((stack, name, digest) for stack, folder in folders.items() for name, digest in digests(folder).items())
    return of_files(
        {
            f"stacks/{stack}/{name}": digest
            for stack, name, digest in found
            if not (initialized and is_of_terraform(name))
        },
        root,
    )


def is_of_terraform(name: str) -> bool:
    """Whether `terraform init` itself puts a file of this name there, or a folder that holds one."""
    return any(name == each or each.startswith(f"{name}/") or name.startswith(f"{each}/") for each in OF_TERRAFORM)


def of_files(subjects: Mapping[str, str], root: Path = ROOT, judging: Mapping[str, str] | None = None) -> Attested:
    """The same of files whose digests are known, and of what judges, where that is known."""
    tools = {"python": platform.python_version(), **{name: version(name) for name in TOOLS}}
    return Attested(subjects, inputs(root) if judging is None else judging, tools, tree_state(root))
