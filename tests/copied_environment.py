"""An environment for a copy of the project, in which nothing is installed: its packages are links to those of this one.

What Python compiles of the copy is kept in the copy, and goes with it. What is compiled already of the packages and of
Python itself is found there, so that no copy compiles them again.
"""

import sys
from importlib.util import cache_from_source
from pathlib import Path

ENVIRONMENT = Path(sys.prefix)
BIN = ENVIRONMENT / "bin"


def set_up(folder: Path) -> Path:
    """Makes the folder's `.venv`, which holds all commands of this one; returns its path."""
    own = folder / ".venv"
    for name in ("bin", "lib", "bytecode"):
        (own / name).mkdir(parents=True)
    (own / "pyvenv.cfg").symlink_to(ENVIRONMENT / "pyvenv.cfg")
    for packages in (ENVIRONMENT / "lib").iterdir():
        (own / "lib" / packages.name).symlink_to(packages)
    for command in BIN.iterdir():
        _add(command, own / "bin" / command.name)
    _share(ENVIRONMENT / "lib", own, own / "lib")
    _share(Path(sys.base_prefix), own, Path(sys.base_prefix))
    return own


def _add(command: Path, own: Path) -> None:
    """A script runs by the copy's own interpreter, which is a link: so Python takes the copy's environment."""
    text = command.read_bytes()
    if text.startswith(b"#!"):
        own.write_bytes(text.replace(f"#!{BIN}/".encode(), f"#!{own.parent}/".encode(), 1))
        own.chmod(0o755)
    else:
        own.symlink_to(command)


def _share(sources: Path, own: Path, as_seen: Path) -> None:
    """What is compiled of the sources is what the copy finds for them, under the path by which it sees them."""
    compiled = Path(cache_from_source(str(sources / "any.py"))).parent
    compiled.mkdir(parents=True, exist_ok=True)
    link = own / "bytecode" / as_seen.relative_to(as_seen.anchor)
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(compiled)
