"""On what a page is looked at."""

from typing import NamedTuple


class Screen(NamedTuple):
    """How many pixels it has, and whether whoever looks at it prefers dark pages."""

    width: int
    height: int
    dark: bool = False


DESK, DARK, PHONE = Screen(1440, 900), Screen(1440, 900, dark=True), Screen(390, 844)
