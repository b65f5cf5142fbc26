"""In which order letters are settled, and which of them ask for the same; nothing here asks AWS or the clock."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from redrive.deeds import Deed, Start
from redrive.reading import Received
from redrive.system import Result

REPEATED = Result("done", "done once, with an earlier letter")
BEHIND = Result("left", "an earlier letter of its transaction failed")


def by_transaction(letters: Iterable[Received]) -> list[list[Received]]:
    """The letters of each transaction as they were sent, whatever queue they lie in; the oldest first."""
    groups = defaultdict[str, list[Received]](list)
    for each in sorted(letters, key=lambda each: (each.message.sent, each.message.id)):
        deed = each.letter.deed
        # What nobody has validated names its transaction in its body alone.
        groups[deed.body["transaction_id"] if isinstance(deed, Start) else each.letter.transaction_id].append(each)
    return list(groups.values())


def settled(
    letters: Sequence[Received], done: Callable[[Received], Result | None]
) -> Iterator[tuple[Received, Result]]:
    """What comes of the letters of a transaction: two that ask for the same are one, and behind a failure none is done.

    `done` says what came of one; where it says nothing, that is the end.
    """
    known: dict[str, Result] = {}
    for at, each in enumerate(letters):
        deed = asked(each.letter.deed)
        if not (result := known.get(deed) or done(each)):
            return
        yield each, result
        if result.state == "failed":
            yield from ((later, BEHIND) for later in letters[at + 1 :])
            return
        known[deed] = REPEATED if result.state == "done" else result


def asked(deed: Deed) -> str:
    """What tells deeds apart: whoever sent a body, the workflow makes the same of it."""
    said = deed.body if isinstance(deed, Start) else vars(deed)
    return json.dumps([type(deed).__name__, said], sort_keys=True)
