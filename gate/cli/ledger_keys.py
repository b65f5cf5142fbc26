"""The public keys by which the entries of a ledger must be signed, the one that signs now before those of earlier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from gate.cli.options import refuse
from gate.regular_file import read


def trusted(keys: Sequence[Path], old: Sequence[Path], undone: str) -> Mapping[Path, Sequence[bytes]]:
    """The keys in each file, PEM, that of `--key` first. Ends the process where they are no such keys."""
    if len(keys) > 1:
        refuse(f"--key: is the one key that signs now; give the earlier ones with --old-key; {undone}")
    if old and not keys:
        refuse(f"--old-key: is of earlier entries; name the key that signs now with --key; {undone}")
    for path in keys:
        if len(found := public_keys_in(path, undone)) > 1:
            refuse(
                f"{path}: holds {len(found)} keys, and --key is the one that signs now; give the earlier ones in a "
                f"file with --old-key; {undone}"
            )
    return {path: public_keys_in(path, undone) for path in (*keys, *old)}


def public_keys_in(path: Path, undone: str) -> Sequence[bytes]:
    """All keys in a file. Ends the process where it holds anything else."""
    # Imported here, since it takes long, and few commands check a signature.
    from gate.provenance.envelope import BadKey  # noqa: PLC0415
    from gate.provenance.keys import public_keys  # noqa: PLC0415

    try:
        return public_keys(read(path, follow=True))
    except BadKey as error:
        refuse(f"{path}: {error}; {undone}")
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; {undone}")
