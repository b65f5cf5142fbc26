"""Everything that judges or steers a verdict, by its bytes: rules, engines, waivers and machinery, tracked or not."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path

from gate import git
from gate.file_classes import STEERING, file_class
from gate.project_files import CACHE, CODE, ROOT_ENTRIES, importable
from gate.provenance.digests import content

# Beside what is judged, and yet a part of what it is judged by.
RECORDS = "lambdas/*/calls.json"


def inputs(root: Path) -> Mapping[str, str]:
    """SHA-256 of each file that judges or steers, by its path; the same with git and without it."""
    return inputs_of(_files(root))


def inputs_of(found: Mapping[str, str]) -> Mapping[str, str]:
    """Those among the digests of more files."""
    return {path: found[path] for path in found if found[path] and (file_class(path) in STEERING or _is_record(path))}


def everything(root: Path) -> Mapping[str, str]:
    """The same of all that a verdict follows from, what is judged as well; and names alone of what else can close it.

    These are what git tracks, and what could be imported from the root.
    """
    more = dict.fromkeys(importable(root), "")
    with suppress(git.NoAnswer):
        more |= {f"git: {path}": "" for path in git.tracked(root)}
    found = _files(root)
    return dict(sorted((more | {path: found[path] for path in found if _is_of_a_verdict(path)}).items()))


def of_code(root: Path) -> frozenset[str]:
    """The path of every file in the folders of code, whether git tracks or ignores it."""
    folders = (root / name for name in CODE)
    return frozenset(
        path[len(str(root)) + 1 :] for folder in folders if _is_own(folder) for path in _below(str(folder))
    )


def _files(root: Path) -> Mapping[str, str]:
    """By text alone, since this is asked before each verdict that is remembered."""
    # Nothing else in the root is imported by the gate; but whoever calls another tool there would have it run.
    names = {*ROOT_ENTRIES, *importable(root)}
    return {path[len(str(root)) + 1 :]: content(path) for path in _below(str(root), names)}


def _below(folder: str, names: Collection[str] = ()) -> Iterator[str]:
    """Each file in a folder, or of these entries of it, in order; a link is one of them, and never followed."""
    with os.scandir(folder) as entries:
        found = sorted((entry.name, entry.path, entry.is_dir(follow_symlinks=False)) for entry in entries)
    for name, path, is_folder in found:
        if (names and name not in names) or name == CACHE:
            continue
        if is_folder:
            yield from _below(path)
        else:
            yield path


def _is_own(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink()


def _is_record(path: str) -> bool:
    return fnmatchcase(path, RECORDS)


def _is_of_a_verdict(path: str) -> bool:
    return file_class(path) in STEERING or path.startswith(tuple(f"{folder}/" for folder in CODE))
