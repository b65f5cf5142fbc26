"""Which controls somebody asks for who leaves the version of the standard out, or more of its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# What follows the name of a standard in its later versions too: `4.0.1`, `r5`. SOC 2 is no version of SOC.
VERSION = re.compile(r" (?:[0-9]+(?:\.[0-9]+)+|r[0-9]+)$")


class NoAnswer(ValueError):
    """The question cannot be answered; the message says why, in one line."""


def meant(names: Iterable[str], control: str) -> frozenset[str]:
    """Of the names of controls those that are asked for: the exact one, else of one standard; raises NoAnswer."""
    known = sorted({*names})
    if exact := [name for name in known if _words(name) == _words(control)]:
        return frozenset(exact)
    found = [name for name in known if _is_meant(name, control)]
    if not found:
        raise NoAnswer(f"{control}: no entry names this control; see the names with `gate history --json`")
    if len({VERSION.sub("", name.rpartition(" ")[0]) for name in found}) > 1:
        raise several(control, found)
    return frozenset(found)


def several(control: str, found: Sequence[str]) -> NoAnswer:
    """That the name is one of these controls, and does not say which."""
    return NoAnswer(f"{control}: is several controls: {', '.join(found)}; name one of them")


def _words(name: str) -> str:
    return " ".join(name.casefold().split())


def _is_meant(name: str, control: str) -> bool:
    standard, _, number = _words(name).rpartition(" ")
    asked, _, asked_number = _words(control).rpartition(" ")
    return number == asked_number and (not asked or f"{standard} ".startswith(f"{asked} "))
