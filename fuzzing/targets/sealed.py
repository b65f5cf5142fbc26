"""The gate's own cache (gate/sealed.py): only what this user's gate has sealed is believed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from unittest.mock import patch

from fuzzing.given_file import given
from fuzzing.oracle import require
from gate import sealed

CONTENT = {"version": 1, "entries": {"a": [1, 2.5, "x"]}}


def run(data: bytes) -> None:
    """Reads the file where the user's key is one that was just made; `<seal>` stands for that of the content."""
    place = given(b"", "state/none").parent
    with patch.dict(os.environ, {"XDG_STATE_HOME": str(place)}):
        path = given(b"", "cache.json")
        sealed.write(path, CONTENT)
        seal, _, text = path.read_bytes().partition(b"\n")
        data = data.replace(b"<seal>", seal).replace(b"<content>", text)
        path = given(data, "cache.json")
        path.chmod(0o600)
        found = sealed.read(path)
    require(found is None or found == CONTENT, "believes what nobody has sealed")
    require(found is None or data == seal + b"\n" + text, "believes other bytes than were sealed")


def seeds() -> Iterator[bytes]:
    """What was sealed, and what was not."""
    yield b"<seal>\n<content>"
    yield b"<seal>\n" + json.dumps({**CONTENT, "version": 2}).encode()
    yield b"0\n{}"
