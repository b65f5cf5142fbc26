"""Where what is there is not what was judged, as a plan of it shows: a line for each resource, without any value."""

from __future__ import annotations

from collections.abc import Iterator

from gate.plan.change import CREATE, DELETE, NOTHING, REPLACE, UPDATE, Change
from gate.plan.judged import Judged
from gate.plan.shown import Shown

REASONS = {
    CREATE: "is not there",
    UPDATE: "is another than was judged",
    DELETE: "is there, and not in the judged file",
    REPLACE: "can become what was judged only if it is replaced",
}
UNSEEN = "Terraform would update it, and shows no attribute that is another"
# What counts how often a value was written that Terraform cannot see.
COUNTS = {"aws_ssm_parameter": "version"}
WRITTEN = (
    "somebody has written its value, which Terraform does not see; raise parameter_version in stacks/settings.py, and "
    "deploy that"
)
LEFT_OVER = "what was left over when it was replaced is still there"


def drift(shown: Shown, judged: Judged) -> Iterator[str]:
    """A line for all that the plan would change, and for what it would not, since Terraform does not see it."""
    for change in sorted(shown.drifted, key=lambda change: change.address):
        count = COUNTS.get(change.type, "")
        if count and change.after and change.before.get(count) != change.after.get(count):
            yield f"{change.address}: {count}: {WRITTEN}"
    for change in sorted(shown.all_changes, key=lambda change: (change.address, change.left_over)):
        names = _names(change, judged)
        if change.left_over:
            yield f"{change.address}: {LEFT_OVER}"
        elif change.action in (CREATE, DELETE):
            yield f"{change.address}: {REASONS[change.action]}"
        elif names:
            yield f"{change.address}: {', '.join(names)}: {REASONS[change.action]}"
        elif change.action == UPDATE and not change.changed:
            yield f"{change.address}: {UNSEEN}"
    for name, output in sorted(shown.outputs.items()):
        if output.action != NOTHING:
            yield f"output.{name}: {REASONS[output.action]}"


def _names(change: Change, judged: Judged) -> list[str]:
    """The attributes that are others, without those that are unknown only because of them."""
    if change.action == NOTHING:
        return []
    changed = change.changed - judged.lost.get(change.type, frozenset())
    return sorted({name for name in changed if change.unknown.get(name) is not True} or changed)
