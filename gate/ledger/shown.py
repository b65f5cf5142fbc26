"""The answers as lines: a table for a terminal, a line a deploy with tabs for whatever reads a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gate.ledger.answers import Day, Recorded, Turn, judged_since, since
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


def control_lines(changes: Sequence[Turn], newest: Recorded) -> Iterator[str]:
    """Since when it passes; each change, the newest first; and whether the newest deploy is what was judged."""
    yield from _fares(changes)
    for turn, before in zip(reversed(changes), [*reversed(changes[:-1]), None], strict=True):
        change = f"from {before.fared} to {turn.fared}" if before else f"{turn.fared} at first"
        yield f"  {change}: {_sentence(turn.deploy)}"
    if not newest.verified:
        yield f"  nobody has verified that what was judged is what runs now: {_sentence(newest)}"


def _fares(changes: Sequence[Turn]) -> Iterator[str]:
    """Whether it passes, and since when; what nobody has verified is said as such."""
    begun, judged, last = since(changes), judged_since(changes), changes[-1]
    control = printable(last.control)
    if begun:
        yield f"{control}: passes without interruption since {_sentence(begun)}"
        if judged and judged != begun:
            yield f"  judged to pass before that too, but nobody has verified it: since {_sentence(judged)}"
    elif judged:
        yield f"{control}: judged to pass, but nobody has verified it: since {_sentence(judged)}"
    else:
        yield f"{control}: does not pass: {last.fared} since {_sentence(last.deploy)}"


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
        f"the deploy of {entry.time} (entry {entry.number}, {state}, commit {entry.deploy.commit[:SHORT]}, "
        f"approved by {entry.deploy.approver}{waivers})"
    )


def _plan(stack: PlannedStack) -> str:
    done = [f"{verb} {stack.counts[change]:,}" for change, verb in DOES.items() if stack.counts[change]]
    return ", ".join(done) or "changes nothing"
