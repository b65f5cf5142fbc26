"""Whether a value that one of our readers returned is the one that a second reading found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal


def same(read_by_us: object, plain: object, *, rounded: bool = False) -> bool:
    """Whether a value that one of our readers returned is this one; JSON's true is no number.

    `rounded` takes a double-precision number for the decimal that it is nearest to.
    """
    if isinstance(plain, dict):
        if not isinstance(read_by_us, Mapping) or read_by_us.keys() != plain.keys():
            return False
        return all(same(read_by_us[key], item, rounded=rounded) for key, item in plain.items())
    if isinstance(plain, list):
        if not isinstance(read_by_us, Sequence) or isinstance(read_by_us, str) or len(read_by_us) != len(plain):
            return False
        return all(same(one, other, rounded=rounded) for one, other in zip(read_by_us, plain, strict=True))
    if isinstance(plain, Decimal):
        is_number = isinstance(read_by_us, int | float) and not isinstance(read_by_us, bool)
        return is_number and (read_by_us == float(plain) if rounded else Decimal(str(read_by_us)) == plain)
    return type(read_by_us) is type(plain) and read_by_us == plain
