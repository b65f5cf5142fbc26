"""Which inputs of a campaign are kept: few and small ones, which together reach what all of them reach."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from fuzzing.card_numbers import may_hold_one
from fuzzing.child import fuzz
from fuzzing.places import KEPT, WORK, kept, write
from fuzzing.target import Target

MOST_INPUTS, MOST_BYTES = 30, 12_000
# A file of libFuzzer's: a line with the number of inputs, one with how many are merged already, a line for the path of
# each, and `FT 3 12 17` for the features of the third.
HEAD, FEATURES = 2, "FT"
DIGEST, PLAIN = re.compile(rb"[0-9a-f]{20,}"), 6


def keep(target: Target) -> int:
    """Keeps the inputs of a target anew, and returns how many these are."""
    work, before = WORK / "corpus" / target.name, KEPT / target.name
    with TemporaryDirectory(prefix="fuzzing.") as scratch:
        folder, control = Path(scratch) / "merged", Path(scratch) / "control"
        folder.mkdir()
        write(work, (*target.seeds, *kept(target.name).values()))
        arguments = ["-merge=1", f"-merge_control_file={control}", f"-max_len={target.largest}", str(folder), str(work)]
        status, said = fuzz(target.name, arguments, Path(scratch) / "log", lambda _said: None)
        if status:
            raise ChildProcessError(f"{target.name}: could not be merged: {said.reason or f'status {status}'}")
        chosen = choose(reached(control.read_text(encoding="utf-8")))
    shutil.rmtree(before, ignore_errors=True)
    write(before, chosen)
    return len(chosen)


def reached(control: str) -> Mapping[bytes, frozenset[str]]:
    """The features that each input reaches first, by its bytes, which may lie there under two names."""
    lines = control.splitlines()
    paths = lines[HEAD : HEAD + int(lines[0])]
    rows = (line.split(" ") for line in lines[HEAD + len(paths) :] if line.startswith(FEATURES))
    found: dict[bytes, frozenset[str]] = {}
    for _, number, *features in rows:
        data = Path(paths[int(number)]).read_bytes()
        found[data] = found.get(data, frozenset()) | {*features}
    return found


def choose(inputs: Mapping[bytes, frozenset[str]]) -> list[bytes]:
    """The inputs that add most, one after the other, as long as there is room; of equal ones the smaller."""
    left = {data: features for data, features in inputs.items() if not (may_hold_one(data) or _looks_secret(data))}
    chosen: list[bytes] = []
    covered: set[str] = set()
    while left and len(chosen) < MOST_INPUTS:
        best = min(left, key=lambda data: (-len(left[data] - covered), len(data), data))
        if not left[best] - covered:
            break
        features = left.pop(best)
        if _size(chosen) + len(best) <= MOST_BYTES:
            chosen.append(best)
            covered |= features
    return chosen


def _looks_secret(data: bytes) -> bool:
    """Whether the search for secrets would stop at it: at a digest, and not at one digit again and again."""
    return any(len({*found}) > PLAIN for found in DIGEST.findall(data))


def _size(inputs: Iterable[bytes]) -> int:
    return sum(map(len, inputs))
