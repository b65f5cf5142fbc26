"""The tag by which people find what belongs to a stack, and see whether something is left of it."""

from __future__ import annotations

from collections.abc import Iterable

TAG = "System"


def of_the_tag(names: Iterable[str]) -> list[str]:
    """The names of tags that are that tag's, in any letters: IAM takes them all for one."""
    return [name for name in names if name.lower() == "system"]
