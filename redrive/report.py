"""What is said of letters: some of them as lines on standard output, all of them as counts on standard error."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from commands.times import DAY, HOUR, ago
from redrive.progress import Progress
from redrive.reading import Received
from redrive.system import Result
from redrive.words import table

AGES = ((HOUR, "under 1 h"), (DAY, "under 24 h"))
OLDER, STATES = "older", ("done", "failed", "left")
UNREACHED = Result("left", "its turn did not come")


def now() -> int:
    """Milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


@dataclass
class Report:
    """Of what was done, and of all else, `show` letters each are lines; `waiting` counts by reason whose turn comes."""

    show: int
    progress: Progress = field(default_factory=Progress)
    waiting: Counter[str] = field(default_factory=Counter)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _why: Counter[tuple[str, str]] = field(default_factory=Counter)
    _shown: Counter[bool] = field(default_factory=Counter)

    def looked(self, each: Received, intent: str) -> None:
        """One was looked at, of which this would be done."""
        age = now() - each.message.sent
        self.counts[each.letter.reason, next((name for end, name in AGES if age < end), OLDER)] += 1
        self._why[each.letter.reason, intent] += 1
        self._line(each, intent, done=False)
        self.progress.show(f"{self.counts.total():,} letters read")

    def planned(self, each: Received) -> None:
        """Something is to become of one."""
        self.waiting[each.letter.reason] += 1
        self.progress.show(f"{self.waiting.total():,} letters read")

    def heard(self, each: Received, result: Result) -> None:
        """This came of one that was planned."""
        self.waiting[each.letter.reason] -= 1
        self._count(each.letter.reason, result)
        self._line(each, result.words, done=result.state == "done")

    def total(self, state: str) -> int:
        """How many are in this state."""
        return sum(count for (_, each), count in self.counts.items() if each == state)

    def how_far(self) -> None:
        """Show what came of letters until now, and how many wait for their turn."""
        self.progress.show(f"{self._totals()}, {self.waiting.total():,} to go")

    def say_looked(self, visible: int, most: int) -> None:
        """The counts of what was looked at, of about so many in the queues."""
        seen = self.counts.total()
        of_all = f" of about {visible:,}" if seen >= most < visible else ""
        ends = f"{seen:,}{of_all} looked at, nothing changed{'; settle them with --apply' if seen else ''}"
        self._say((*(name for _, name in AGES), OLDER), ends)

    def say_done(self) -> None:
        """The counts of what came of all, and why what is not done is not; those that wait have no turn any more."""
        for reason, count in (+self.waiting).items():
            self._count(reason, UNREACHED, count)
        self._say(STATES, self._totals())

    def _totals(self) -> str:
        return ", ".join(f"{self.total(state):,} {state}" for state in STATES)

    def _count(self, reason: str, result: Result, count: int = 1) -> None:
        self.counts[reason, result.state] += count
        if result.state != "done":
            self._why[f"{reason} {result.state}", result.words] += count

    def _line(self, each: Received, words: str, *, done: bool) -> None:
        """It holds no card token, no amount and no one's address."""
        self._shown[done] += 1
        if self._shown[done] <= self.show:
            self.progress.clear()
            letter, kept = each.letter, ago(each.message.sent, now())
            print(letter.reason, each.message.id, letter.transaction_id or "-", kept, words, sep="\t", flush=True)

    def _say(self, columns: Sequence[str], ends: str) -> None:
        self.progress.clear()
        for line in table(columns, self.counts):
            print(line, file=sys.stderr)
        for (which, words), count in self._why.most_common():
            print(f"{count:,} {which}: {words}", file=sys.stderr)
        print(ends, file=sys.stderr)
