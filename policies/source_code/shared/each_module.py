"""What is said of each module of a bundle, once for the same code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from policies.core import Resource
from policies.source_code.shared.modules import KEPT, Module, Modules, modules

# A sentence for each thing that is wrong with a module, beside all modules of its bundle, itself among them.
Find = Callable[[Module, Modules], Iterator[str]]


def in_each(bundle: Resource, find: Find) -> Sequence[str]:
    """What `find` says of each module of a bundle, beside all of them; of the same modules it is asked once."""
    return _in_each(tuple(modules(bundle).values()), find)


# The same bundle is judged by both engines, and asked once more by the reports.
@lru_cache(KEPT)
def _in_each(code: tuple[Module, ...], find: Find) -> Sequence[str]:
    known = {module.name: module for module in code}
    return tuple(sentence for module in code for sentence in find(module, known))
