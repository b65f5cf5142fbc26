"""One target under Atheris, in a process of its own: `.venv/fuzzing/bin/python -B -m fuzzing.engine NAME ARGUMENT...`.

The arguments are libFuzzer's. Only the project's own packages are instrumented: it is their edges that are sought.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from random import Random
from shlex import quote
from threading import Thread

import atheris

from fuzzing.mutation import archive, json_tree, lines
from fuzzing.table import BY_NAME, PACKAGES
from fuzzing.target import Target

WORD = re.compile(r'"([^"\\]{1,64})"|^([a-z_]{2,40}) *=', re.MULTILINE)
MUTATIONS = {"json": json_tree.mutated, "lines": lines.mutated, "archive": archive.mutated}


def main() -> None:
    """Fuzzes until libFuzzer ends the process."""
    name, *arguments = sys.argv[1:]
    Thread(target=_end_with_parent, daemon=True).start()
    target = BY_NAME[name]
    with atheris.instrument_imports(include=[*PACKAGES], enable_loader_override=False):
        run = target.run
    # By which libFuzzer starts itself once more, through a shell, where it merges.
    again = f"{quote(sys.executable)} -B -m fuzzing.engine {quote(name)}"
    changed = {} if target.kind == "bytes" else {"custom_mutator": _mutator(target)}
    atheris.Setup([again, *arguments], run, **changed)
    atheris.Fuzz()


def _end_with_parent() -> None:
    """Whoever started this holds the other end of standard input, and lets go of it however it ends."""
    os.read(0, 1)
    os._exit(0)


def _mutator(target: Target) -> Callable[[bytes, int, int], bytes]:
    mutated, words = MUTATIONS[target.kind], _words(target)
    return lambda data, most, seed: mutated(data, most, Random(seed), atheris.Mutate, words)  # noqa: S311 - no secret


def _words(target: Target) -> tuple[str, ...]:
    """The names and texts of the seeds, to be put elsewhere."""
    found = (first or second for seed in target.seeds for first, second in WORD.findall(seed.decode("utf-8", "ignore")))
    return tuple(dict.fromkeys(found))


if __name__ == "__main__":
    main()
