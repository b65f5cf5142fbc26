"""The construct paths that CDKTF writes beside resources, and the names that it makes of them."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from hashlib import md5

from policies.core import Stack


def shared(stack: Stack) -> frozenset[str | None]:
    """The construct paths that stand beside more than one block."""
    return frozenset(path for path, count in Counter(each.path for each in stack.resources).items() if count > 1)


@lru_cache(maxsize=4_096)  # the same few hundred are asked for over and over
def is_name_of(name: str, path: str) -> bool:
    """Whether CDKTF makes this name of a path: it ends with a digest of what is below the stack, unless that is one."""
    _, *below = path.split("/")
    digest = md5("/".join(below).encode(), usedforsecurity=False).hexdigest()[:8].upper()
    return name == below[0] if len(below) == 1 else name.endswith(f"_{digest}")
