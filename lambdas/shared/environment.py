"""Numbers that the stack states in a function's environment; no number is ever put in the place of another."""

import re
from collections.abc import Mapping

# What `str` makes of a whole number above 0, and nothing that merely reads like one.
_WHOLE = re.compile(r"[1-9][0-9]{0,8}")


def whole(variable: str, environment: Mapping[str, str]) -> int:
    """Return the whole number above 0 that a variable holds; KeyError if it is missing, ValueError if it holds none."""
    value = environment[variable]
    if not _WHOLE.fullmatch(value):
        raise ValueError(f"{variable}: not a whole number above 0 in plain digits; correct what the stack sets")
    return int(value)
