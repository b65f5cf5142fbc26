"""Ledgers to try: deploys, keys that sign nothing else, and a store in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fuzzing.attested import keys
from gate.ledger.append import Appended, Keys, Step, append
from gate.ledger.deploy import Change, CountedWaiver, Deploy, PlannedStack
from gate.ledger.entry import Event
from gate.ledger.store import Held, Store, Taken

OURS, THEIRS = keys("ours"), keys("theirs")
SIGNING = Keys(OURS.private, [OURS.public])
ACCOUNT = "1" * 12
GAP, SATISFIED, WAIVED = "gap", "satisfied", "waived"
LOGS, LOCKED = "PCI DSS 4.0.1 10.5.1", "PCI DSS 4.0.1 10.3.2"
PLAN = {Change.CREATE: 3, Change.UPDATE: 1, Change.REPLACE: 0, Change.DELETE: 0, Change.NO_OP: 40}


def deploy(
    number: int = 1, controls: Mapping[str, str] | None = None, waivers: tuple[CountedWaiver, ...] = ()
) -> Deploy:
    """One that is told apart from others by its number."""
    stack = PlannedStack("1" * 64, f"{number:064x}", PLAN)
    stated = {LOGS: GAP, LOCKED: SATISFIED} if controls is None else controls
    stacks = {"fraud-detection": stack}
    judged = ("2" * 64, "3" * 64)
    return Deploy(ACCOUNT, False, f"{number:040x}", stacks, *judged, "Ada of payments", stated, waivers)


def steps(count: int, unverified: Sequence[int] = ()) -> list[Step]:
    """So many deploys, a day each, applied and then verified, but for those of these numbers."""
    found: list[Step] = []
    for number in range(1, count + 1):
        applied = Step(Event.APPLIED, deploy(number), f"2026-11-{number:02d}T10:00:00Z")
        found.append(applied)
        if number not in unverified:
            found.append(
                replace(applied, event=Event.VERIFIED, time=f"2026-11-{number:02d}T10:05:00Z", applied=len(found))
            )
    return found


def memory(files: dict[str, bytes]) -> Store:
    """A store of these files."""

    def add(name: str, data: bytes) -> None:
        if name in files:
            raise Taken
        files[name] = data

    return Store("memory", lambda: Held(dict(files)), add)


def ledger(written: Sequence[Step], signing: Keys = SIGNING) -> dict[str, bytes]:
    """The files of a ledger with these steps."""
    files: dict[str, bytes] = {}
    for step in written:
        append(memory(files), step, signing)
    return files


def added(files: dict[str, bytes], step: Step, signing: Keys = SIGNING, head: str = "") -> Appended:
    """What becomes of one step more."""
    return append(memory(files), step, signing, head)
