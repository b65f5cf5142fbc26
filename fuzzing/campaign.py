"""A campaign: each target for its share of the time, one after the other, from the inputs that are kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from fuzzing.child import CLEAN, Said, fuzz
from fuzzing.places import KEPT, WORK, shown, write
from fuzzing.target import Target

# Seconds that one input may take, and megabytes that a process may.
SLOWEST, MOST_MEMORY = 10, 2_048
EVERY = 30.0  # seconds from one line of progress to the next


@dataclass(frozen=True)
class Result:
    """What became of a target: how much was run and reached, and what was found, if anything was."""

    target: str
    status: int
    said: Said
    log: Path

    @property
    def is_clean(self) -> bool:
        return self.status == CLEAN

    @property
    def lines(self) -> list[str]:
        """It in words: a line for what was run, and where something was found, what to do about it."""
        told = f"{self.target}: {self.said.runs:,} runs, {self.said.edges:,} edges, {self.said.features:,} features"
        if self.is_clean:
            return [f"{told}; nothing was found"]
        if self.said.input is None:
            return [f"{told}; it ended with status {self.status}: {self.said.reason}; see {shown(self.log)}"]
        path = shown(self.said.input)
        again = f"  see it again: .venv/bin/python -m fuzzing replay {self.target} {path}"
        return [f"{told}; found: {self.said.reason}", f"  input: {path}", again]


def run(targets: Sequence[Target], seconds: int, done: Callable[[Result], None]) -> list[Result]:
    """Fuzzes each target for an equal part of the seconds; `done` hears each result as it comes."""
    results = []
    for number, target in enumerate(targets, start=1):
        share = max(seconds // len(targets), 1)
        print(f"fuzzing {target.name} ({number} of {len(targets)}) for {share:,} seconds", file=sys.stderr)
        results.append(_one(target, share))
        done(results[-1])
    return results


def _one(target: Target, seconds: int) -> Result:
    corpus, findings, log = WORK / "corpus" / target.name, WORK / "findings" / target.name, WORK / "logs" / target.name
    for folder in (findings, log.parent):
        folder.mkdir(parents=True, exist_ok=True)
    write(corpus, target.seeds)
    kept = [str(folder) for folder in (KEPT / target.name,) if folder.is_dir()]
    limits = [f"-max_total_time={seconds}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MOST_MEMORY}"]
    more = [f"-max_len={target.largest}", f"-artifact_prefix={findings}/", "-print_final_stats=1"]
    status, said = fuzz(target.name, [str(corpus), *kept, *limits, *more], log, _progress(target.name))
    return Result(target.name, status, said, log)


def _progress(name: str) -> Callable[[Said], None]:
    told = monotonic()

    def tell(said: Said) -> None:
        nonlocal told
        if monotonic() - told >= EVERY:
            told = monotonic()
            print(f"{name}: {said.runs:,} runs, {said.edges:,} edges", file=sys.stderr)

    return tell
