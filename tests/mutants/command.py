"""The command line of the mutants of code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console

from tests.mutants.accepted import BrokenList, accepted, stale
from tests.mutants.kept import Kept, digest
from tests.mutants.mutant import Key
from tests.mutants.on_copy import OnCopy, copied
from tests.mutants.score import Score, as_json, scored, table
from tests.mutants.subjects import Subject, of_day, subjects
from tests.mutants.trying import CouldNotTry, Trial, mutants, tried

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv" / "mutants"
# What judges the rulebook: its examples, what plants them, and what is synthesized.
JUDGES = (
    *("policies/**/*", "tests/policies/*", "tests/gate/waivers/*", "tests/mutants/*.*"),
    *("stacks/**/*.py", "lambdas/**/*", "attack/*.py"),
)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, metavar="[SUBJECT]...")
@click.option("--all", "whole", is_flag=True, help="Every subject: many hours.")
@click.option("--json", "file", type=Path, metavar="FILE", help="Write the scores, with date and commit, as well.")
def command(names: tuple[str, ...], whole: bool, file: Path | None) -> None:
    """Mutate the code of rulebook, functions and redrive, and see what no test notices.

    A mutant is a file with one small fault. One of a policy must be noticed by the
    examples of the policies that it can change, on their own or in the real stacks;
    one of a function or of redrive, by its tests. Without a SUBJECT, the subjects of
    this day of the week are tried. Survivors that were read and accepted stand in
    tests/mutants/accepted.toml. No file of this folder is mutated. A run that was
    stopped goes on where it was, unless code, tests or tool have changed.

    \b
    Examples:
      make mutate-code SUBJECT=queues
      python -m tests.mutants queues tables lambdas/shared
      python -m tests.mutants --all --json mutants.json

    \b
    Exit status:
      0    each score is high enough, and each survivor has a reason
      1    one is not, or one has none
      2    it could not be measured, or a row of accepted.toml matches no survivor
      130  it was interrupted; what was measured is kept
    """
    known = subjects(ROOT)
    if unknown := [name for name in names if name not in known]:
        raise click.UsageError(f"no subject is called {', '.join(unknown)}; there are: {', '.join(known)}")
    chosen = list(names) or (list(known) if whole else of_day(known, ROOT, datetime.now(UTC).date()))
    try:
        scores, wrong = _measured([known[name] for name in chosen], accepted())
    except (BrokenList, CouldNotTry, AssertionError) as error:
        _say(str(error))
        sys.exit(2)
    Console().print(table(scores))
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(as_json(scores, str(datetime.now(UTC).date()), _commit()), indent=2) + "\n")
    for line in wrong:
        _say(line)
    sys.exit(2 if wrong else int(not all(each.good for each in scores)))


def _measured(chosen: list[Subject], reasons: Mapping[Key, str]) -> tuple[list[Score], list[str]]:
    scores, wrong = [], []
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        for subject in chosen:
            _say(f"{subject.name}: mutants are made")
            made = mutants(subject, ROOT, ENVIRONMENT / "bin" / "python")
            kept = Kept(ENVIRONMENT / "kept" / f"{subject.name.replace('/', '-')}.jsonl", _digest(subject))
            begin = time.monotonic()
            came = list(tried(made, _trial(subject, Path(scratch)), kept, partial(_tell, subject)))
            scores.append(scored(subject, came, reasons, time.monotonic() - begin))
            wrong += stale(reasons, made, [mutant for mutant, killed_by in came if not killed_by])
    return scores, wrong


def _trial(subject: Subject, scratch: Path) -> Callable[[], Trial]:
    def begun() -> Trial:
        if subject.tests:
            copy = scratch / subject.name.replace("/", "-") / "project"
            copied(ROOT, copy)
            return OnCopy(ROOT, copy, subject)
        from tests.mutants.on_rulebook import OnRulebook  # noqa: PLC0415

        folder = scratch / "synthesized"
        if not folder.exists():
            subprocess.run([sys.executable, "-m", "stacks", str(folder)], cwd=ROOT, check=True, capture_output=True)
        return OnRulebook(ROOT, folder / "stacks" / "fraud-detection" / "cdk.tf.json")

    return begun


def _digest(subject: Subject) -> str:
    judges = (f"{subject.tests}/**/*", "lambdas/**/*", "redrive/*.py", "tests/mutants/*.*") if subject.tests else JUDGES
    paths = {path for pattern in judges for path in ROOT.glob(pattern) if path.is_file()}
    return digest(path for path in paths if "__pycache__" not in path.parts and path.name != "accepted.toml")


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _tell(subject: Subject, words: str) -> None:
    _say(f"{subject.name}: {words}")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _end(number: int, _: object) -> NoReturn:
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    _say("interrupted; what was measured is kept")
    sys.exit(128 + number)


def main() -> None:
    """Runs the command line. A signal ends it, with the mutant under way and the folder of copies."""
    os.chdir(ROOT)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    command(prog_name="python -m tests.mutants")
