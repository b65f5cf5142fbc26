"""A file that the gate reads again, sealed with a key of the user's own: nobody else's is believed.

The key lies in the user's state folder (`$XDG_STATE_HOME`, else `~/.local/state`) and is made on first use. Where there
is no such folder, or others may read the key, nothing is sealed and nothing believed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gate.atomic import replace
from gate.regular_file import read as read_file
from gate.synthesis import ROOT

KEY = Path("fraud-detection") / "cache.key"
LENGTH = 32
# What nobody but the user may do: with the key, and with what it seals.
ANYTHING, WRITE = 0o077, 0o022


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Writes it whole, or nothing where there is no key; raises OSError."""
    secret = user_key()
    if secret is not None:
        text = json.dumps(content)
        replace(path, f"{_seal(text.encode(), secret)}\n{text}")


def read(path: Path) -> dict[str, Any] | None:
    """What this user's gate has written there; None of anything else."""
    try:
        secret = user_key()
        if secret is None or not _is_own(path, WRITE):
            return None
        seal, _, text = read_file(path).partition(b"\n")
        return dict(json.loads(text)) if hmac.compare_digest(seal.decode(), _seal(text, secret)) else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def user_key(environment: Mapping[str, str] = os.environ, root: Path = ROOT) -> bytes | None:
    """The key; None where there can be none that is the user's alone, outside the project at `root`."""
    home = Path(environment.get("HOME", ""))
    path = Path(environment.get("XDG_STATE_HOME") or home / ".local" / "state") / KEY
    try:
        if not path.is_absolute() or path.resolve().is_relative_to(root.resolve()):
            return None
        if not os.path.lexists(path):
            _make(path)
        secret = read_file(path) if _is_own(path, ANYTHING) else b""
        return secret if len(secret) == LENGTH else None
    except OSError:
        return None


def _is_own(path: Path, forbidden: int) -> bool:
    """Whether it is a regular file of the user's that nobody else may do the forbidden with."""
    found = path.lstat()
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & forbidden


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Linked into its place whole: of two runs at once each finds the same key.
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)


def _seal(text: bytes, secret: bytes) -> str:
    return hmac.new(secret, text, hashlib.sha256).hexdigest()
