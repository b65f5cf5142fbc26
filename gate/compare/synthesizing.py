"""Synthesizing a revision from its own code, in a scratch folder."""

from __future__ import annotations

from pathlib import Path

from gate.compare.tracked import Files, copy
from gate.synthesis import OUTPUT, SynthesisFailed, run

# What the application is made of.
NEEDED = ("stacks", "lambdas", "cdktf.json")


def synthesized(files: Files, scratch: Path) -> Path:
    """The folder that the revision's own code writes, in `scratch`; raises SynthesisFailed and Misplaced."""
    for needed in ("stacks/__init__.py", "stacks/__main__.py"):
        if needed not in files:
            raise SynthesisFailed(f"did not synthesize: {needed} is missing; restore it")
    root = scratch / "root"
    root.mkdir()
    copy(files, NEEDED, root)
    output = root / OUTPUT.name
    output.mkdir()
    run(root, output)
    return output
