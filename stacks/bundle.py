"""Function code as zip files with the same bytes on every machine: sorted names, fixed times and modes."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stacks.shared_code import ROOT, imported_code, sources

EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """The code of one function; `path` is relative to the folder that holds `cdk.tf.json`."""

    path: str
    handler: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes in base64, as Lambda states it."""
        return base64.b64encode(hashlib.sha256(self.content).digest()).decode()

    def write(self, folder: Path) -> None:
        """Write the zip below `folder`."""
        target = folder / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(self.content)


def bundle(function: str, *, code: Path) -> Bundle:
    """Pack the package of `function` found in `code`, and the code that it imports there, under the name it imports.

    FileNotFoundError if there is no handler, or no module or function of that name; CannotFollow for other imports.
    """
    package = code / function.replace("-", "_")
    if not (package / "handler.py").is_file():
        raise FileNotFoundError(f"{package}/handler.py: missing, so {function} has nothing to run; write it")
    entries = {path.relative_to(code).as_posix(): path for path in sources(package)}
    entries |= {f"{ROOT}/{path.relative_to(code).as_posix()}": path for path in imported_code(package, code=code)}
    return Bundle(path=f"assets/{function}.zip", handler=f"{package.name}.handler.handler", content=_zip(entries))


def _zip(entries: Mapping[str, Path]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, source in sorted(entries.items()):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            # Stored, not deflated: compressed bytes differ between versions of zlib.
            archive.writestr(entry, source.read_bytes(), compress_type=zipfile.ZIP_STORED)
    return buffer.getvalue()
