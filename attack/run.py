"""A run: the mutants of all stacks in shares, judged on all cores; what was judged before is not judged again."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from hashlib import sha256
from multiprocessing import active_children, cpu_count, get_context
from pathlib import Path

from attack.outcomes import Outcomes, keep, kept, outcomes
from attack.shares import Share, judge, mutants
from gate.progress import FILE, note
from policies.core.rulebook import ROOT as POLICIES

ROOT = POLICIES.parent
KEPT = ROOT / ".attack"
# What decides which mutants there are and what becomes of them, beside the folder that is judged.
DECIDING = ("attack", "policies", "gate/engines", "gate/provider", "lambdas")
# Of this folder, what makes and judges mutants; what only counts them may change.
OF_MUTANTS = frozenset(
    [
        *("added.py", "blocks.py", "changes.py", "deployed.py", "field.py", "judging.py", "mutants.py"),
        *("outcomes.py", "pairs.py", "places.py", "remembering.py", "shares.py", "watching.py"),
    ]
)


KILLED = "a process was killed while it judged, perhaps for want of memory; run it again with --type"


class Killed(RuntimeError):
    """A process of a run did not come to its end; the message says what to do."""


def run(output: Path, wanted: Sequence[Share], *, afresh: bool = False) -> Iterator[Outcomes]:
    """The outcomes of each share, as it comes; raises what a policy raises."""
    folder = KEPT / deciding(output)
    _forget_all_but(folder)
    known = {share: kept(_file(folder, share)) for share in wanted} if not afresh else {}
    yield from (found for found in known.values() if found)
    left = [share for share in wanted if not known.get(share)]
    if not left:
        return
    with _workers(len(left)) as pool:
        judging = [pool.submit(_judged, output, folder, share) for share in left]
        for number, done in enumerate(as_completed(judging), 1):
            note(f"{number:,} of {len(left):,} shares", FILE)
            yield done.result()


def _forget_all_but(folder: Path) -> None:
    """What was judged by other files is of no use any more."""
    for other in KEPT.iterdir() if KEPT.is_dir() else ():
        if other != folder:
            shutil.rmtree(other)


@contextmanager
def _workers(most: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that end with the run, however it ends; one that is killed ends it."""
    pool = ProcessPoolExecutor(min(cpu_count(), most), get_context("fork"), _quietly)
    try:
        yield pool
    except BaseException as error:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in active_children():
            process.terminate()
        if isinstance(error, BrokenProcessPool):
            raise Killed(KILLED) from None
        raise
    pool.shutdown()


def _quietly() -> None:
    # Ctrl-C at a terminal reaches each process; the run says so once. And what the run does when it is ended, it does.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def _judged(output: Path, folder: Path, share: Share) -> Outcomes:
    judge_ = judge(output, share.stack)
    found = outcomes(judge_, mutants(judge_, share))
    keep(_file(folder, share), found)
    return found


def _file(folder: Path, share: Share) -> Path:
    return folder / (sha256(repr(share).encode()).hexdigest()[:24] + ".json")


def deciding(output: Path) -> str:
    """The digest of all that decides what becomes of a mutant."""
    files = (path for name in DECIDING for path in (ROOT / name).rglob("*") if path.suffix in (".py", ".json", ".toml"))
    return _digest((*files, *output.glob("stacks/*/cdk.tf.json")), output)


def _digest(files: Iterable[Path], output: Path) -> str:
    total = sha256()
    for path in sorted(files):
        name = path.relative_to(output if path.is_relative_to(output) else ROOT)
        if path.parent.name != "attack" or path.name in OF_MUTANTS:
            total.update(f"{name}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()[:16]
