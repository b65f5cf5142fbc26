"""The answers as lines: a table for a terminal, a line a deploy with tabs for whatever reads a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gate.ledger.answers import Day, Recorded, Turn, since
from gate.ledger.deploy import Change, PlannedStack
from gate.words import counted_noun, printable

HEADINGS = ("entry", "applied at", "state", "commit", "approved by", "waivers", "plans")
SHORT = 12
DOES = {
    Change.CREATE: "creates",
    Change.UPDATE: "updates",
    Change.REPLACE: "replaces",
    Change.DELETE: "deletes",
}


def table(recorded: Sequence[Recorded], *, aligned: bool) -> Iterator[str]:
    """A line for each deploy; `aligned` with headings, and in columns."""
    rows = [[*map(printable, _row(each))] for each in recorded]
    if not aligned:
        yield from ("\t".join(row) for row in rows)
        return
    rows = [[*HEADINGS], *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for row in rows:
        yield "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()


def day_lines(found: Day, asked: str) -> Iterator[str]:
    """What was there when the day began, and each deploy of it."""
    yield f"when {asked} began: {_sentence(found.before) if found.before else 'nothing was deployed'}"
    if not found.deploys:
        yield f"on {asked}: no deploy"
    for each in found.deploys:
        yield f"on {asked}: {_sentence(each)}"


def control_lines(asked: str, changes: Sequence[Turn]) -> Iterator[str]:
    """Since when it passes, and each change, the newest first."""
    begun, newest, control = since(changes), changes[-1], printable(asked)
    if begun:
        yield f"{control}: passes without interruption since {_sentence(begun)}"
    else:
        yield f"{control}: does not pass: {newest.fared} since {_sentence(newest.deploy)}"
    before = [None, *changes]
    for turn, earlier in zip(reversed(changes), reversed(before[:-1]), strict=True):
        change = f"{earlier.fared} -> {turn.fared}" if earlier else f"first {turn.fared}"
        yield f"  {change}, {_sentence(turn.deploy)}"


def _row(recorded: Recorded) -> tuple[str, ...]:
    entry = recorded.entry
    deploy = entry.deploy
    plans = "; ".join(f"{name} {_plan(stack)}" for name, stack in deploy.stacks.items())
    head = (str(entry.number), entry.time, recorded.state, deploy.commit[:SHORT], deploy.approver)
    return (*head, str(len(deploy.waivers)), plans)


def _sentence(recorded: Recorded) -> str:
    entry = recorded.entry
    state = f"verified at {recorded.verified}" if recorded.verified else recorded.state
    waivers = f", {counted_noun(len(entry.deploy.waivers), 'waiver')} counted" if entry.deploy.waivers else ""
    return printable(
        f"{entry.time}: entry {entry.number}, {state}, commit {entry.deploy.commit[:SHORT]}, "
        f"approved by {entry.deploy.approver}{waivers}"
    )


def _plan(stack: PlannedStack) -> str:
    done = [f"{verb} {stack.counts[change]:,}" for change, verb in DOES.items() if stack.counts[change]]
    return ", ".join(done) or "changes nothing"
