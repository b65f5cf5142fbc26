"""Which functions of the project run while the inputs of each target are replayed, as JSON, in a process of its own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from fuzzing.places import kept
from fuzzing.table import TARGETS
from fuzzing.target import Target

ROOT = Path(__file__).resolve().parents[2]


def ran(target: Target) -> list[str]:
    """`module:function` of each."""
    run, inputs = target.run, (*target.seeds, *kept(target.name).values())
    seen: set[CodeType] = set()

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call":
            seen.add(frame.f_code)

    for data in inputs:
        sys.setprofile(note)
        try:
            run(data)
        finally:
            sys.setprofile(None)
    return sorted({_named(code) for code in seen if code.co_filename.startswith(f"{ROOT}/")})


def _named(code: CodeType) -> str:
    module = Path(code.co_filename).relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    return f"{module.removesuffix('.__init__')}:{code.co_qualname.replace('.<locals>', '')}"


if __name__ == "__main__":
    print(json.dumps({target.name: ran(target) for target in TARGETS}))
