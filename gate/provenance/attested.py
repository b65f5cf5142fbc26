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


def of_stacks(folders: Mapping[str, Path], root: Path = ROOT) -> Attested:
    """The same of some stacks' folders, by the stacks' names, wherever they lie."""
    found = ((stack, digests(folder)) for stack, folder in folders.items())
    return of_files(
        {f"stacks/{stack}/{name}": digest for stack, files in found for name, digest in files.items()}, root
    )


def of_files(subjects: Mapping[str, str], root: Path = ROOT, judging: Mapping[str, str] | None = None) -> Attested:
    """The same of files whose digests are known, and of what judges, where that is known."""
    tools = {"python": platform.python_version(), **{name: version(name) for name in TOOLS}}
    return Attested(subjects, inputs(root) if judging is None else judging, tools, tree_state(root))
