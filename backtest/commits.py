"""Payments decided by the analyzer of a commit, as that commit builds it, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from backtest.figures import DECISIONS
from backtest.payment import Payment
from backtest.replay import Decided
from gate import git
from gate.compare.synthesizing import synthesized
from gate.compare.tracked import Misplaced, tracked
from gate.interpreter import command, environment
from gate.synthesis import ROOT, SynthesisFailed

STACK = Path("stacks") / "fraud-detection" / "cdk.tf.json"
ANALYZER = "fraud-analyzer"
PATIENCE = 7200.0  # seconds
# Nobody's credentials are the commit's.
NO_AWS = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}


class _Failed(RuntimeError):
    """The commit's analyzer cannot be run as this one is."""


class Built(NamedTuple):
    """A commit's code in its folder, with the environment that its stack hands to the analyzer."""

    name: str
    root: Path
    scratch: Path
    variables: Mapping[str, str]


def commit(name: str, root: Path = ROOT) -> str:
    """Return the id of the commit that a name stands for; ValueError if there is none."""
    try:
        return git.commit(root, name)
    except git.NoAnswer:
        raise ValueError(f"{name}: is no commit that is here; {git.unknown(root)}") from None


@contextmanager
def built(name: str, root: Path = ROOT) -> Iterator[Built]:
    """Build a commit in a scratch folder, for as long as the context lasts; ValueError says why it cannot be.

    One after the other: a synthesis takes whatever else is started meanwhile for something that it has left behind.
    """
    with tempfile.TemporaryDirectory(prefix="backtest-") as scratch:
        try:
            folder = synthesized(tracked(root, commit(name, root)), Path(scratch))
            found = Built(name, folder.parent, Path(scratch), _variables(folder / STACK))
        except (SynthesisFailed, Misplaced, git.NoAnswer, OSError, _Failed) as failure:
            raise ValueError(f"{name}: {failure}; name a commit that its own gate can judge") from None
        yield found


def decided_by(commit: Built, payments: Sequence[Payment], delay: float) -> list[Decided]:
    """Return what the analyzer of a commit decides; ValueError says in one line why it could not."""
    asked = {"variables": commit.variables, "delay": delay, "payments": payments}
    try:
        return _run(commit, json.dumps(asked), len(payments))
    except _Failed as failure:
        raise ValueError(f"{commit.name}: {failure}; see if that commit's tests pass, or name another") from None


def _variables(file: Path) -> dict[str, str]:
    """Return what the commit's stack hands to the analyzer in its environment."""
    try:
        functions: dict[str, Any] = json.loads(file.read_bytes())["resource"]["aws_lambda_function"]
        (found,) = [each for each in functions.values() if each["function_name"] == ANALYZER]
        return {str(name): str(value) for name, value in found["environment"]["variables"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        raise _Failed(f"its stack builds no function {ANALYZER} with an environment") from None


def _run(commit: Built, asked: str, expected: int) -> list[Decided]:
    question, answers = commit.scratch / "asked.json", commit.scratch / "answers.jsonl"
    question.write_text(asked, encoding="utf-8")
    kept = {name: value for name, value in environment().items() if not name.startswith("AWS_")} | NO_AWS
    own = command(commit.root, "backtest.decider", str(question), str(answers))
    try:
        done = subprocess.run(  # noqa: S603 - no shell
            own,
            cwd=commit.scratch,
            env=kept,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _Failed(f"its analyzer did not end within {PATIENCE:.0f} seconds") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or [f"exit status {done.returncode}"]
        raise _Failed(f"its analyzer could not be run: {said[-1]}")
    with answers.open(encoding="utf-8") as lines:
        read = [_decided(line) for line in lines]
    if len(read) != expected:
        raise _Failed("its analyzer did not answer each payment")
    return read


def _decided(line: str) -> Decided:
    try:
        decision, score, reasons = json.loads(line)
        decided = Decided(decision, float(score), tuple(map(str, reasons)))
    except (ValueError, TypeError):
        raise _Failed("its analyzer answers otherwise than this one") from None
    if decided.decision not in DECISIONS:
        raise _Failed("its analyzer decides in other words than this one")
    return decided
