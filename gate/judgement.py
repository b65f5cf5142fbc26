"""Judging files: from bytes on a disk to findings, a digest and a verdict."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from gate.finding import Finding, Judgement, broken
from gate.judge import judge
from policies.vocabulary.policy import Policy
from policies.vocabulary.stack import Stack
from policies.vocabulary.synthesized import Unreadable


def judged(path: Path, policies: Sequence[Policy], *, called: str) -> Judgement:
    """The judgement on one synthesized file, wherever it lies; a file that cannot be read could not be judged."""
    try:
        if path.exists() and not path.is_file():
            return Judgement(called, "", (_unreadable(called, "is no regular file"),))
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        return Judgement(called, "", (_unreadable(called, f"cannot be read: {reason}"),))
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    try:
        return Judgement(called, digest, judge(Stack.load(data), policies))
    except Unreadable as reason:
        return Judgement(called, digest, (_unreadable(called, str(reason)),))


def _unreadable(called: str, reason: str) -> Finding:
    return broken("UNREADABLE", called, reason, "give a cdk.tf.json as it was synthesized")
