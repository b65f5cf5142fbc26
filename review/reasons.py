"""The words of a reason: those of the page that explains each code to everybody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reason-codes.md"
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+?) \|", re.MULTILINE)
MODEL = "model_"


def in_words(codes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each code with what it says; a code that the page does not know says so."""
    known = words()
    return ((code, known.get(code, "The page of reason codes does not know it.")) for code in codes)


@cache
def words() -> Mapping[str, str]:
    """What each code says, by its code."""
    return {code: _sentence(code, said) for code, said in ROW.findall(PAGE.read_text(encoding="utf-8"))}


def _sentence(code: str, said: str) -> str:
    return f"The model weighed {said}." if code.startswith(MODEL) else said
