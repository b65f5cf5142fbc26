"""Why the application did not synthesize: of all that it said, the line of our code and the error, in one line."""

from __future__ import annotations

import re
from pathlib import Path

# A frame of a traceback, and the lines of one that tell what stands there.
FRAME = re.compile(r'^\s+File "(?P<file>[^"]+)", line (?P<line>\d+)')
MOST_LINES = 3


def reason(said: str, root: Path) -> str:
    """`stacks/keys.py, line 12: NameError: ...`, of the innermost file of the project; else the last lines."""
    lines = [line for line in said.splitlines() if line.strip()]
    frames = [(number, frame) for number, line in enumerate(lines) if (frame := FRAME.match(line))]
    own = [path for _, frame in frames if (path := _own(frame, root))]
    if not own:
        return _joined(lines[-MOST_LINES:])
    # What follows the last frame: the code that stands there, indented, and then the error.
    after = lines[frames[-1][0] + 1 :]
    return f"{own[-1]}: {_joined([line for line in after if not line[0].isspace()][:MOST_LINES])}"


def _own(frame: re.Match[str], root: Path) -> str:
    path = Path(frame["file"])
    inside = path.relative_to(root) if path.is_relative_to(root) else Path(".venv")
    return "" if inside.parts[:1] == (".venv",) else f"{inside.as_posix()}, line {frame['line']}"


def _joined(lines: list[str]) -> str:
    return " | ".join(line.strip() for line in lines)
