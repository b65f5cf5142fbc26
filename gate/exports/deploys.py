"""What was deployed, and since when controls pass: tables made from a ledger's entries alone, which go with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gate.exports import table
from gate.exports.workbook import Sheet
from gate.ledger.answers import Recorded, Turn, deploys, every_control, judged_since, since
from gate.ledger.chain import Chain
from gate.ledger.reading import LARGEST_FILE
from gate.ledger.store import ENTRY_FILE, LARGE, Held
from gate.ledger.verified import chained
from gate.words import printable

# How far the chain was verified. Only an archive that has it has entries, below the folder.
NOTE, FOLDER = "ledger.txt", "ledger/"
DEPLOYS, CONTROLS = "deploys.csv", "controls.csv"
DEPLOY = ("entry", "applied at", "state", "verified at", "commit", "stacks", "rulebook", "attestation", "approved by")
CONTROL = ("control", "passes", "status", "since", "entry", "verified at", "commit", "approved by", "newest deploy")
AGAIN = "ask for the archive again, or export again with --ledger"
ABOUT = """
The number of entries, the head and the account are those of the entries beside this file; `gate verify --reports`
compares them. The lines below them are what whoever made the archive says; nothing in it shows that they are true. To
know, unpack it and run, with the public key and the head that were kept elsewhere:

  gate history --ledger ledger --key KEY --head HEAD
"""
# What the note says that no entry shows, by the names of its lines.
SAID = PLACE, SIGNERS, NOT_KNOWN = "ledger", "signed by", "not known"


def is_entry(name: str) -> bool:
    """Whether a file of the archive is called as an entry of a ledger is."""
    return name.startswith(FOLDER) and bool(ENTRY_FILE.fullmatch(name.removeprefix(FOLDER)))


def packed(files: Mapping[str, bytes], chain: Chain, said: Mapping[str, str]) -> Mapping[str, bytes]:
    """The entries of a ledger as they go into the archive, and the note.

    `said` has what no reader can see in the entries, by the names in SAID.
    """
    return {NOTE: _note(chain, said)} | {f"{FOLDER}{name}": data for name, data in files.items()}


def misfits(held: Mapping[str, bytes]) -> Iterator[str]:
    """A line for each reason not to believe the entries in an archive; no signature is checked."""
    chain = _chain(held)
    if NOTE not in held:
        if chain.last:
            yield f"{NOTE}: is missing, and entries of a ledger are there; {AGAIN}"
        return
    yield from (f"{FOLDER}{fault}" for fault in chain.faults)
    if not chain.faults and not held[NOTE].startswith(_seen(chain).encode()):
        yield f"{NOTE}: is not of the entries that are there; {AGAIN}"
    elif not chain.faults and held[NOTE] != _note(chain, _said(held[NOTE])):
        yield f"{NOTE}: says more than the gate writes, or in another form; {AGAIN}"


def sheets(held: Mapping[str, bytes]) -> tuple[Sheet, ...]:
    """The deploys, and the controls, if the archive has a ledger."""
    if NOTE not in held:
        return ()
    recorded = deploys(_chain(held).entries)
    controls = [_control(changes, recorded[-1]) for changes in every_control(recorded)]
    return Sheet("Deploys", DEPLOY, [*map(_deploy, recorded)]), Sheet("Since when", CONTROL, controls)


def tables(made: Sequence[Sheet]) -> Mapping[str, bytes]:
    """The same as files, by name."""
    names = (DEPLOYS, CONTROLS)[: len(made)]
    return {name: table.render(sheet.rows, sheet.headings).encode() for name, sheet in zip(names, made, strict=True)}


def _chain(held: Mapping[str, bytes]) -> Chain:
    entries = {name.removeprefix(FOLDER): data for name, data in held.items() if is_entry(name)}
    large = {name: LARGE for name, data in entries.items() if len(data) > LARGEST_FILE}
    return chained(Held({name: data for name, data in entries.items() if name not in large}, large), ())


def _note(chain: Chain, said: Mapping[str, str]) -> bytes:
    lines = (f"{name}: {printable(said[name])}\n" for name in SAID)
    return (_seen(chain) + "".join(lines) + ABOUT).encode()


def _said(note: bytes) -> Mapping[str, str]:
    """What stands in the lines of a note that no entry shows; empty where a line is missing."""
    lines = [line.partition(": ") for line in note.decode(errors="replace").split("\n")[3 : 3 + len(SAID)]]
    return dict.fromkeys(SAID, "") | {name: value for name, _, value in lines if name in SAID}


def _seen(chain: Chain) -> str:
    place = chain.entries[-1].deploy.place if chain.entries else "nowhere yet"
    return f"entries: {chain.last}\nhead: sha256:{chain.head}\ndeployed to: {place}\n"


def _deploy(recorded: Recorded) -> Sequence[str]:
    entry, deploy = recorded.entry, recorded.entry.deploy
    stacks = (f"{name}: file sha256:{stack.file}, plan sha256:{stack.plan}" for name, stack in deploy.stacks.items())
    judged = (deploy.commit, "; ".join(stacks), f"sha256:{deploy.rulebook}", f"sha256:{deploy.attestation}")
    row = (str(entry.number), entry.time, recorded.state, recorded.verified, *judged, deploy.approver)
    return [*map(printable, row)]


def _control(changes: Sequence[Turn], newest: Recorded) -> Sequence[str]:
    """Since when it passes without interruption; of one that does not pass, since when it has this status.

    Where it passes in deploys alone that nobody has verified, that is said, and since when it was judged so. Where
    nobody has verified the newest deploy, nobody knows that what was judged is what runs.
    """
    last = changes[-1]
    verified = since(changes)
    begun = verified or judged_since(changes) or last.deploy
    passes = "yes" if verified else "not verified" if last.passes else "no"
    entry = begun.entry
    fares = (last.control, passes, last.fared)
    deployed = (entry.time, str(entry.number), begun.verified, entry.deploy.commit, entry.deploy.approver)
    return [*map(printable, (*fares, *deployed, newest.state))]
