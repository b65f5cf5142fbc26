"""Who has looked at which card's history: a line of JSON for each look, in a file of the analyst's own.

A line is written before anything is read: without it there is nothing to see. It holds no token and no amount.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from commands.process import Stopped

FILE = Path("fraud-detection", "review-views.jsonl")


def default_file() -> Path:
    """Where lines go by default: below the folder that a system has for what a program keeps of itself."""
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / FILE


def keeper(file: Path, arn: str) -> Callable[[str, int], None]:
    """What keeps that `arn` looks at the history of a transaction's card, at a time in milliseconds."""

    def keep(transaction_id: str, at: int) -> None:
        line = {
            "time": datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds"),
            "event": "card_history_viewed",
            "caller": arn,
            "transaction_id": transaction_id,
        }
        _append(file, json.dumps(line) + "\n")

    return keep


def _append(file: Path, line: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        end = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            os.write(end, line.encode())
        finally:
            os.close(end)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Stopped(f"{file}: cannot keep who looks at a card's history ({reason}); name another --views") from None
