"""An entry of the ledger (gate/ledger): it says one thing in one form, and no chain takes what nobody has signed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fuzzing.attested import keys
from fuzzing.oracle import deeply, refused, require
from gate.ledger.chain import Chain
from gate.ledger.deploy import Change, CountedWaiver, Deploy, PlannedStack
from gate.ledger.entry import NOTHING, Entry, Event
from gate.ledger.fields import BrokenEntry
from gate.ledger.reading import read
from gate.ledger.store import Held
from gate.ledger.verified import chained
from gate.provenance.envelope import signed

FIRST = "000001.dsse.json"


def run(data: bytes) -> None:
    """Reads it, as it is and in the form of an entry; signs it as the first one of a chain; puts it there unsigned."""
    text = data.decode("utf-8", "replace")
    for written in {text, _in_form(text)}:
        _alone_and_chained(written)
    for known in ([keys("ours").public], []):
        chain = chained(Held({FIRST: data}), known)
        require(bool(chain.faults) or not known, "is in a chain though nobody has signed it")
        _in_single_lines(chain)


def _alone_and_chained(text: str) -> None:
    entry = _read(text)
    chain = chained(Held({FIRST: signed(text, keys("ours").private).encode()}), [keys("ours").public])
    require(bool(chain.faults) is not (entry is not None and entry.number == 1), "is in a chain what it is not alone")
    _in_single_lines(chain)


def _in_single_lines(chain: Chain) -> None:
    require(all(len(line.splitlines()) == 1 for line in chain.faults), "tells a fault in several lines")


def _in_form(text: str) -> str:
    """The same JSON as the gate would write it; else the text."""
    try:
        with deeply():
            return json.dumps(json.loads(text), separators=(",", ":"), sort_keys=True) + "\n"
    except (ValueError, RecursionError):
        return text


def _read(text: str) -> Entry | None:
    try:
        entry = read(text)
    except BrokenEntry as error:
        refused(error)
        return None
    with deeply():
        predicate = json.loads(text)["predicate"]
    require(entry.content()["predicate"] == predicate, "says something else than what is written")
    require(entry.deploy.approver.isprintable(), "has an approver that a terminal would obey")
    return entry


def seeds() -> Iterator[bytes]:
    """The first entry, and one that verifies it, with a waiver."""
    stack = PlannedStack("1" * 64, "2" * 64, dict.fromkeys(Change, 1))
    controls = {"PCI DSS 4.0.1 10.5.1": "gap", "SOC 2 A1.2": "satisfied"}
    waiver = CountedWaiver("FRAUD_LOG_1", "logs", "payments", "RISK-7", "2026-12-24")
    judged = ("a" * 40, {"account": stack}, "3" * 64, "4" * 64, "Ada", controls)
    deploy = Deploy("1" * 12, False, *judged)
    yield Entry(1, NOTHING, "2026-11-28T04:00:00Z", Event.APPLIED, 1, deploy).text().encode()
    waived = Deploy("1" * 12, True, *judged, (waiver,))
    yield Entry(2, "5" * 64, "2026-11-28T04:05:00Z", Event.VERIFIED, 1, waived).text().encode()
