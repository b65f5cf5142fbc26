"""Whether the gate that runs is that of a commit: a change must not compare itself."""

from __future__ import annotations

from pathlib import Path

from gate import git
from gate.file_classes import STEERING, file_class
from gate.git_objects import entries
from gate.provenance.tree_state import differing
from gate.synthesis import ROOT


class NotItsGate(ValueError):
    """The checkout that judges is not that of the commit; the message names what differs, in one line."""


def check(revision: str, root: Path = ROOT) -> None:
    """Every file that judges or steers must be here as the revision has it, and no other; raises NotItsGate.

    By the bytes of git's objects, and not by the index.
    """
    try:
        held = {path: entry for path, entry in entries(root, revision).items() if file_class(path) in STEERING}
        extra = sorted(path for path in git.there(root) if path not in held)
    except git.NoAnswer as error:
        raise NotItsGate(f"{revision}: git cannot give its files: {error}; {git.unknown(root)}") from None
    others = [path for path in extra if file_class(path) in STEERING]
    named = (*differing(root, held), *others)
    if named:
        more = f" and {len(named) - 1} more" if len(named) > 1 else ""
        raise NotItsGate(f"{named[0]}{more}: not as {revision} has it, whose gate must compare; check that commit out")
