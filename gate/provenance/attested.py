"""What a verdict is bound to: the bytes that are deployed, the rules and records that judged them, and the tools."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from gate.provenance.digests import digests
from gate.provenance.tree_state import TreeState, tree_state
from gate.synthesis import ROOT

# The folders that judge.
JUDGING = ("policies", "gate", "tests/compliance")
# The record of the provider's checksums, for whoever tracks one.
TERRAFORM_LOCK = "stacks/.terraform.lock.hcl"
RULES = (*JUDGING, "requirements.lock", TERRAFORM_LOCK)
RECORDS = "lambdas/*/calls.json"
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
    return of_files(digests(output, whole=True), root)


def of_stacks(folders: Mapping[str, Path], root: Path = ROOT) -> Attested:
    """The same of some stacks' folders, by the stacks' names, wherever they lie."""
    found = ((stack, digests(folder, whole=True)) for stack, folder in folders.items())
    return of_files(
        {f"stacks/{stack}/{name}": digest for stack, files in found for name, digest in files.items()}, root
    )


def of_files(subjects: Mapping[str, str], root: Path = ROOT) -> Attested:
    """The same of files whose digests are known."""
    tools = {"python": platform.python_version(), **{name: version(name) for name in TOOLS}}
    return Attested(subjects, dict(_inputs(root)), tools, tree_state(root))


def _inputs(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((*(root / rule for rule in RULES), *root.glob(RECORDS))):
        for name, digest in digests(path).items():
            yield (path / name if path.is_dir() else path).relative_to(root).as_posix(), digest
