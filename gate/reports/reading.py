"""Which attributes a policy reads on the resource that it judges: the policy is asked once more, and watched.

A policy is pure, so what it reads now is what it read when it judged. Nothing here outlives the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gate.reports.notes import WHOLE, Notes
from gate.reports.watched import WatchedStack
from policies.core.evaluate import covered, evaluated
from policies.core.policy import Policy
from policies.core.stack import Stack


def attributes_read(stack: Stack, policies: Iterable[Policy]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The paths of the attributes that each policy read, by its id and the place of the resource that it judged."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    notes = Notes()
    watched = WatchedStack.of_plain(stack, notes)
    for policy in policies:
        for resource in covered(policy, watched) if policy.is_asked(watched) else ():
            notes.own, notes.earlier = {}, []
            if evaluated(policy, resource, watched) is not None:
                found[policy.id, resource.place] = _outermost(notes.paths(resource.address))
    return found


def _outermost(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Without what is a part of something else that was read; what was read by name says more than the whole."""
    named = [path for path in paths if path != WHOLE]
    kept = [path for path in named if not any(path.startswith(f"{other}.") for other in named)]
    return tuple(kept) or paths
