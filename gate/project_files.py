"""What may stand in the project's folder: whatever else could run in the gate, or in its place, closes it by name.

The gate imports its own packages from their sources alone (gate/interpreter.py). Other tools are not that careful: make
and pytest take what lies there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from gate import git
from gate.model import Finding, broken
from gate.own_rules import COMPILED_FILE, FOREIGN_FILE, SHADOWED_MODULE

# The only entries of the root that git may track.
ROOT_ENTRIES = frozenset(
    (
        *(".ci", ".editorconfig", ".github", ".gitignore", ".pre-commit-config.yaml"),
        *("CHANGELOG.md", "CONTRIBUTING.md", "Makefile", "README.md", "SECURITY.md"),
        *("backtest", "bench", "cdktf.json", "commands", "deployments", "docs", "erasure", "gate", "lambdas", "live"),
        "attack",
        ".gitattributes",
        "capacity",
        "fuzzing",
        "openapi",
        "successor",
        *("policies", "pyproject.toml", "redrive", "reference", "review"),
        *("requirements-uv.lock", "requirements.lock", "stacks", "teardown", "tests", "training", "wording"),
    )
)
# The folders that judge, that are judged, or whose code runs in a process of the gate.
CODE = ("gate", "policies", "stacks", "lambdas", "tests/compliance")
CACHE = "__pycache__"
COMPILED = re.compile(
    r"(^|/)__pycache__(/|$)|\.(py[cdoz]|pyzw?|so|dll|dylib|pth|egg|egg-link|whl|zip|dist-info|egg-info)(/|$)",
    re.IGNORECASE,
)
SOURCE = re.compile(r"\.pyw?$", re.IGNORECASE)
LOADED = re.compile(r"\.(py[cdow]?|so)$", re.IGNORECASE)
REMOVE = "remove it"
UNKNOWN = "is no known part of the project"


def strange_files(root: Path) -> Iterator[Finding]:
    """An error for each file or folder that does not belong there, whether git tracks it or not."""
    tracked = _tracked(root)
    for path in sorted(filter(COMPILED.search, tracked)):
        yield broken(COMPILED_FILE, path, "is tracked, and is no source", "take it out with `git rm --cached`")
    tops = {path.partition("/")[0] for path in tracked}
    for name in sorted(tops - ROOT_ENTRIES):
        yield broken(FOREIGN_FILE, name, f"is tracked, and {UNKNOWN}", REMOVE)
    for name in importable(root):
        if name not in tops:
            remedy = f"{REMOVE}, or begin its name with a dot"
            yield broken(FOREIGN_FILE, name, f"could be imported from here, and {UNKNOWN}", remedy)
    for name in sorted({*ROOT_ENTRIES, *CODE}):
        if (root / name).is_symlink():
            yield broken(FOREIGN_FILE, name, "is a link", "put there what it leads to")
    for folder in CODE:
        yield from _in_code(root, folder, tracked)


def importable(root: Path) -> Sequence[str]:
    """The entries of the root that are no known part of the project, and that Python could import code from."""
    return [entry.name for entry in _entries(root) if entry.name not in {*ROOT_ENTRIES, CACHE} and _has_code(entry)]


def _tracked(root: Path) -> frozenset[str]:
    """Without git, nothing is tracked, and what lies there is looked at all the same."""
    try:
        return git.tracked(root)
    except git.NoAnswer:
        return frozenset()


def _entries(folder: Path) -> Sequence[os.DirEntry[str]]:
    """What is in a folder, files first; nothing of one that is not there."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: (entry.is_dir(), entry.name))
    except (FileNotFoundError, NotADirectoryError):
        return ()


def _has_code(entry: os.DirEntry[str]) -> bool:
    """Whether it is a module, a package, even one without `__init__.py`, or what an installer leaves."""
    if COMPILED.search(entry.name):
        return True
    if not entry.name.partition(".")[0].isidentifier():
        return False
    if not entry.is_dir():
        return bool(SOURCE.search(entry.name))
    return entry.name.isidentifier() and any(
        LOADED.search(name) or Path(place, name).is_symlink()
        for place, folders, names in os.walk(entry.path)
        for name in (*names, *folders)
    )


def _in_code(root: Path, folder: str, tracked: Collection[str]) -> Iterator[Finding]:
    modules: dict[str, str] = {}
    for entry in _entries(root / folder):
        path, is_folder = f"{folder}/{entry.name}", entry.is_dir(follow_symlinks=False)
        if entry.name == CACHE and is_folder:
            continue
        if not is_folder and not entry.is_file(follow_symlinks=False):
            yield broken(FOREIGN_FILE, path, "is a link, a pipe or a device", "put a regular file there")
        elif COMPILED.search(entry.name) and path not in tracked:
            yield broken(COMPILED_FILE, path, "is no source", REMOVE)
        if is_folder or SOURCE.search(entry.name):
            name = (entry.name if is_folder else SOURCE.sub("", entry.name)).casefold()
            if modules.setdefault(name, path) != path:
                yield broken(SHADOWED_MODULE, path, f"has the name of {modules[name]}", "remove or rename one of them")
        if is_folder:
            yield from _in_code(root, path, tracked)
