"""Reading an entry of the ledger back: it has exactly one form, bounded in every part, or it is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gate.ledger.deploy import WORDS, Change, CountedWaiver, Deploy, PlannedStack
from gate.ledger.entry import NOTHING, Entry, Event
from gate.moment import FORMAT, written
from policies.core.strict_json import NotJson, loads

# Far more than a deploy has; of the text in characters, of the file around it in bytes.
LARGEST, LARGEST_FILE = 500_000, 1_000_000
MOST = 999_999
LONGEST_WORDS = 200
MOST_STACKS, MOST_CONTROLS, MOST_WAIVERS = 20, 1_000, 500
COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
DIGEST = re.compile("[0-9a-f]{64}")
STACK = re.compile("[a-z][a-z0-9-]{0,62}")


class BrokenEntry(ValueError):
    """It is no entry of the ledger; the message says why, in one line."""


def read(text: str) -> Entry:
    """The entry in this text; raises BrokenEntry."""
    if len(text) > LARGEST:
        raise BrokenEntry("is no entry: it is larger than one can be")
    try:
        content: Any = loads(text)
        entry = _entry(content["predicate"])
    except NotJson as error:
        raise BrokenEntry(f"is no entry: {error}") from None
    except BrokenEntry:
        raise
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise BrokenEntry(f"is no entry of the gate's: {' '.join(reason.split())}") from None
    # This holds the type, the subjects and the order of all names, and leaves no room for anything beside them.
    if entry.text() != text:
        raise BrokenEntry("is no entry in the form in which the gate writes it")
    return entry


def words(value: Any, name: str) -> str:
    """A text of one line that a terminal can show, not empty and not long; raises BrokenEntry."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable() or len(value) > LONGEST_WORDS:
        raise BrokenEntry(f"is no entry: {name} must be a line of 1 to {LONGEST_WORDS} characters, none a control one")
    return value


def _entry(predicate: Any) -> Entry:
    number, event = _count(predicate["number"], "number"), Event(predicate["event"])
    applied = _count(predicate["applied"], "applied")
    if not 1 <= applied <= number or (applied == number) is not (event is Event.APPLIED):
        raise BrokenEntry("is no entry: it contradicts itself in applied")
    previous = _matching(DIGEST, predicate["previous"]["sha256"], "previous")
    if (previous == NOTHING) is not (number == 1):
        raise BrokenEntry("is no entry: it contradicts itself in previous")
    time = written(datetime.strptime(predicate["time"], FORMAT))
    return Entry(number, previous, time, event, applied, _deploy(predicate))


def _deploy(predicate: Any) -> Deploy:
    stacks = {_matching(STACK, name, "stacks"): _stack(stack) for name, stack in predicate["stacks"].items()}
    controls = {words(name, "controls"): _fared(fared) for name, fared in predicate["controls"].items()}
    waivers = tuple(_waiver(waiver) for waiver in predicate["waivers"])
    _refuse_many(stacks=(stacks, MOST_STACKS), controls=(controls, MOST_CONTROLS), waivers=(waivers, MOST_WAIVERS))
    if not stacks:
        raise BrokenEntry("is no entry: it names no stack")
    return Deploy(
        _matching(COMMIT, predicate["commit"], "commit"),
        stacks,
        _matching(DIGEST, predicate["attestation"]["sha256"], "attestation"),
        _matching(DIGEST, predicate["rulebook"]["sha256"], "rulebook"),
        words(predicate["approver"], "approver"),
        controls,
        waivers,
    )


def _stack(content: Any) -> PlannedStack:
    counts = {change: _count(content["counts"][change.value], "counts") for change in Change}
    file, plan = (_matching(DIGEST, content[name]["sha256"], name) for name in ("file", "plan"))
    return PlannedStack(file, plan, counts)


def _waiver(content: Mapping[str, Any]) -> CountedWaiver:
    policy, place, owner, ticket = (words(content[name], "waivers") for name in ("policy", "place", "owner", "ticket"))
    return CountedWaiver(policy, place, owner, ticket, date.fromisoformat(content["expires"]).isoformat())


def _fared(word: Any) -> str:
    if word not in WORDS:
        raise BrokenEntry("is no entry: a control fares in a way that no report knows")
    return str(word)


def _count(value: Any, name: str) -> int:
    if type(value) is not int or not 0 <= value <= MOST:
        raise BrokenEntry(f"is no entry: {name} must be a whole number up to {MOST:,}")
    return value


def _matching(form: re.Pattern[str], value: Any, name: str) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise BrokenEntry(f"is no entry: {name} has not the form that it must have")
    return value


def _refuse_many(**kinds: tuple[Any, int]) -> None:
    for name, (found, most) in kinds.items():
        if len(found) > most:
            raise BrokenEntry(f"is no entry: it has more than {most:,} {name}")
