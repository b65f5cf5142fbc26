"""A file of TOML, read as far as it can be read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from gate.regular_file import text


def toml(path: Path) -> dict[str, Any]:
    """What the file says; raises OSError, and ValueError where it is no TOML or is nested too deeply."""
    try:
        return tomllib.loads(text(path))
    except RecursionError:
        raise ValueError("is nested too deeply") from None
