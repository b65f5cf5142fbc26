"""What a verdict is bound to: the bytes that are deployed, the rules and records that judged them, and the tools."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from gate.provenance.digests import digests
from gate.provenance.inputs import inputs
from gate.synthesis import ROOT

# The folders that judge.
JUDGING = ("policies", "gate", "tests/compliance")
TOOLS = ("fraud-detection", "checkov", "cdktf", "pytest")
# What Terraform itself writes beside a stack.
BY_TERRAFORM = (".terraform", ".terraform.lock.hcl")


@dataclass(frozen=True)
class Attested:
    """SHA-256 of each file of the stack's folder and of each input, by relative path; the tools' versions by name."""

    subjects: Mapping[str, str]
    inputs: Mapping[str, str]
    tools: Mapping[str, str]


NOTHING = Attested({}, {}, {})


def of_folder(folder: Path, root: Path = ROOT) -> Attested:
    """What is there now: everything in a stack's folder, and what the project at `root` would judge it by."""
    files = digests(folder)
    subjects = {name: digest for name, digest in files.items() if name.split("/")[0] not in BY_TERRAFORM}
    return of_files(subjects, root)


def of_files(subjects: Mapping[str, str], root: Path = ROOT) -> Attested:
    """The same of files whose digests are known."""
    tools = {"python": platform.python_version(), **{name: version(name) for name in TOOLS}}
    return Attested(subjects, inputs(root), tools)
