"""Reading an entry of the ledger back: it has exactly one form, bounded in every part, or it is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gate.ledger.deploy import WORDS, Change, CountedWaiver, Deploy, PlannedStack
from gate.ledger.entry import NOTHING, Entry, Event
from gate.ledger.fields import OTHER_FORM, BrokenEntry, count, matching, refuse_many, words, yes_or_no
from gate.moment import FORMAT, written
from gate.provenance.resource import LEDGER_ENTRY
from policies.core.strict_json import NotJson, loads

# Far more than a deploy has; of the text in characters, of the file around it in bytes.
LARGEST, LARGEST_FILE = 500_000, 1_000_000
MOST_STACKS, MOST_CONTROLS, MOST_WAIVERS = 20, 1_000, 500
ACCOUNT = re.compile("[0-9]{12}")
COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
DIGEST = re.compile("[0-9a-f]{64}")
STACK = re.compile("[a-z][a-z0-9-]{0,62}")


def read(text: str) -> Entry:
    """The entry in this text; raises BrokenEntry."""
    if len(text) > LARGEST:
        raise BrokenEntry("is no entry: it is larger than one can be")
    try:
        content: Any = loads(text)
        _refuse_other_version(content["predicateType"])
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
        raise BrokenEntry(OTHER_FORM)
    return entry


def _refuse_other_version(type_: Any) -> None:
    """Of an entry that another version of the gate has written, which may say less or more."""
    name, _, version = LEDGER_ENTRY.partition("@")
    if isinstance(type_, str) and type_ != LEDGER_ENTRY and re.fullmatch(rf"{re.escape(name)}@[0-9]{{1,3}}", type_):
        raise BrokenEntry(
            f"is of {type_}, and this gate reads {name}@{version}; begin a new ledger, and keep this one with the gate "
            "that wrote it"
        )


def _entry(predicate: Any) -> Entry:
    number, event = count(predicate["number"], "number"), Event(predicate["event"])
    applied = count(predicate["applied"], "applied")
    if not 1 <= applied <= number or (applied == number) is not (event is Event.APPLIED):
        raise BrokenEntry("is no entry: it contradicts itself in applied")
    previous = matching(DIGEST, predicate["previous"]["sha256"], "previous")
    if (previous == NOTHING) is not (number == 1):
        raise BrokenEntry("is no entry: it contradicts itself in previous")
    time = written(datetime.strptime(predicate["time"], FORMAT))
    return Entry(number, previous, time, event, applied, _deploy(predicate))


def _deploy(predicate: Any) -> Deploy:
    stacks = {matching(STACK, name, "stacks"): _stack(stack) for name, stack in predicate["stacks"].items()}
    controls = {words(name, "controls"): _fared(fared) for name, fared in predicate["controls"].items()}
    waivers = tuple(_waiver(waiver) for waiver in predicate["waivers"])
    refuse_many(stacks=(stacks, MOST_STACKS), controls=(controls, MOST_CONTROLS), waivers=(waivers, MOST_WAIVERS))
    if not stacks:
        raise BrokenEntry("is no entry: it names no stack")
    return Deploy(
        matching(ACCOUNT, predicate["account"], "account"),
        yes_or_no(predicate["local"], "local"),
        matching(COMMIT, predicate["commit"], "commit"),
        stacks,
        matching(DIGEST, predicate["attestation"]["sha256"], "attestation"),
        matching(DIGEST, predicate["rulebook"]["sha256"], "rulebook"),
        words(predicate["approver"], "approver"),
        controls,
        waivers,
    )


def _stack(content: Any) -> PlannedStack:
    counts = {change: count(content["counts"][change.value], "counts") for change in Change}
    file, plan = (matching(DIGEST, content[name]["sha256"], name) for name in ("file", "plan"))
    return PlannedStack(file, plan, counts)


def _waiver(content: Mapping[str, Any]) -> CountedWaiver:
    policy, place, owner, ticket = (words(content[name], "waivers") for name in ("policy", "place", "owner", "ticket"))
    return CountedWaiver(policy, place, owner, ticket, date.fromisoformat(content["expires"]).isoformat())


def _fared(word: Any) -> str:
    if word not in WORDS:
        raise BrokenEntry("is no entry: a control fares in a way that no report knows")
    return str(word)
