"""Privilege escalation: what an action makes possible beyond what it is named for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

_TABLES = tomllib.loads(Path(__file__).with_name("escalations.toml").read_text(encoding="utf-8"))
ESCALATIONS: Mapping[str, str] = {**_TABLES["identities"], **_TABLES["services"]}
BY_ACTION = {action.lower(): way for action, way in ESCALATIONS.items()}


@lru_cache(maxsize=1_024)  # each file names the same few actions over and over
def escalation(action: str) -> str:
    """What an action, or one of those that its wildcards stand for, makes possible; empty where no way is known."""
    wanted = action.lower()
    if wanted in BY_ACTION:
        return BY_ACTION[wanted]
    # IAM knows * and ? alone: a bracket is a bracket.
    pattern = wanted.replace("[", "[[]")
    ways = (way for known, way in BY_ACTION.items() if fnmatchcase(known, pattern))
    return next(ways, BY_ACTION.get(f"{wanted.partition(':')[0]}:*", ""))
