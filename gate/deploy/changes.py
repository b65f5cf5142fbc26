"""All that a deploy would change, as one digest: shown to whoever approves it, and compared before it is applied."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gate.deploy.refused import CannotDeploy, Refused
from gate.plan.digest_of_changes import of_stacks
from gate.plan.held import Held

WRITTEN = re.compile("sha256:[0-9a-f]{64}")


def approved(written: str) -> str:
    """What somebody approved, as it was written; raises CannotDeploy."""
    if not WRITTEN.fullmatch(written):
        raise CannotDeploy("--changes: is no digest; give it as `gate drift --changes` says it; nothing was planned")
    return written


def changes(held: Mapping[str, Held]) -> str:
    """All that the plans would change, by stack."""
    return f"sha256:{of_stacks({stack: each.changes for stack, each in held.items()})}"


def refuse_others(known: str | None, held: Mapping[str, Held]) -> None:
    """Raises Refused where the plans would change anything else than was approved."""
    if known is None or all(each.changes_nothing for each in held.values()):
        return
    found = changes(held)
    if found != known:
        raise Refused(
            f"it would not change what was approved, {known}, but {found}: since then something was changed there, or "
            "deployed; look again with `gate drift --changes`, and approve that; nothing was applied"
        )
