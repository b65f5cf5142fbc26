"""A chain holds as it was written; whatever was done to it is named, with a key and the head that was kept."""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzzing.attested import keys
from gate.ledger.append import Keys
from gate.ledger.chain import Chain
from gate.ledger.reading import read
from gate.ledger.store import Held, file_name
from gate.ledger.verified import chained
from gate.moment import FORMAT
from gate.moment import written as moment
from gate.provenance.envelope import opened, signed
from tests.gate.ledger.made import OURS, SIGNING, THEIRS, added, deploy, ledger, steps

Files = Mapping[str, bytes]
FOREIGN = Keys(THEIRS.private, [THEIRS.public])


@cache
def written(count: int, unverified: frozenset[int] = frozenset()) -> Files:
    return ledger(steps(count, [*unverified]))


def found(files: Files, keys: tuple[bytes, ...] = (OURS.public,)) -> Chain:
    return chained(Held(files), keys)


def faults(files: Files, head: str) -> list[str]:
    """All that is said with the key and the head that was kept."""
    chain = found(files)
    return [*chain.faults, *chain.without(head)]


chains = st.builds(written, st.integers(1, 4), st.frozensets(st.integers(1, 4)))


def rewritten(files: Files, start: int, signing: Keys, offset: int = 7) -> dict[str, bytes]:
    """The same chain until there, and other deploys from there on, each following the one before it."""
    kept = {name: data for number, (name, data) in enumerate(files.items(), 1) if number < start}
    last = read(opened(list(files.values())[-1].decode(), OURS.public))
    for number in range(start, len(files) + 1):
        step = replace(steps(1)[0], deploy=deploy(number + offset), time=last.time)
        trusted = Keys(signing.private, sorted([OURS.public, THEIRS.public], key=lambda key: key not in signing.public))
        added(kept, step, trusted)
    return kept


@given(chains)
def test_a_chain_holds_as_it_was_written(files: Files) -> None:
    chain = found(files)
    assert faults(files, chain.head) == []
    assert [entry.number for entry in chain.entries] == [*range(1, len(files) + 1)]
    assert found(files, ()).faults == ()
    assert found(files, (THEIRS.public, OURS.public)).faults == ()


@given(chains, st.data())
def test_a_flipped_bit_anywhere_is_named(files: Files, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(files[name])
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    lines = faults({**files, name: bytes(content)}, found(files).head)
    assert any(line.startswith(name) for line in lines)


@given(chains, st.data())
def test_a_removed_entry_is_named(files: Files, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(files)))
    lines = faults({each: content for each, content in files.items() if each != name}, found(files).head)
    if name == max(files):
        assert "the head that was kept is no entry's" in lines[0]
    else:
        assert any(f"{name}: missing" in line for line in lines)


@given(chains, st.data())
def test_a_chain_that_was_cut_off_is_named(files: Files, data: st.DataObject) -> None:
    kept = dict(list(files.items())[: data.draw(st.integers(0, len(files) - 1))])
    (line,) = faults(kept, found(files).head)
    assert f"ends with {max(kept)}" in line if kept else "there is no entry" in line
    assert found(kept).faults == ()  # which is why a head is kept


@given(chains, st.data())
def test_two_entries_that_were_exchanged_are_named(files: Files, data: st.DataObject) -> None:
    if len(files) > 1:
        names = st.lists(st.sampled_from(sorted(files)), min_size=2, max_size=2, unique=True)
        one, other = data.draw(names)
        lines = faults({**files, one: files[other], other: files[one]}, found(files).head)
        for name in (one, other):
            assert any(line.startswith(f"{name}: says that it is entry") for line in lines)


@given(chains, st.data())
def test_an_entry_that_another_key_has_signed_is_named(files: Files, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(files)))
    again = signed(opened(files[name].decode(), OURS.public), THEIRS.private).encode()
    lines = faults({**files, name: again}, found(files).head)
    assert any(line.startswith(f"{name}: is not signed by this key") for line in lines)


@given(chains, st.data())
def test_an_entry_that_our_own_key_has_signed_anew_is_named(files: Files, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(files)))
    entry = read(opened(files[name].decode(), OURS.public))
    other = replace(entry, deploy=replace(entry.deploy, approver="somebody else"))
    lines = faults({**files, name: signed(other.text(), OURS.private).encode()}, found(files).head)
    assert any(name in line for line in lines)


@given(chains, st.data(), st.sampled_from([SIGNING, FOREIGN]))
def test_a_chain_that_was_written_anew_from_any_entry_on_is_named(
    files: Files, data: st.DataObject, signing: Keys
) -> None:
    start = data.draw(st.integers(1, len(files)))
    other = rewritten(files, start, signing)
    lines = faults(other, found(files).head)
    assert "or the chain was written anew" in lines[-1]
    if signing is FOREIGN:
        assert [line.partition(":")[0] for line in lines[:-1]] == sorted(other)[start - 1 :]


@given(chains, st.integers(0, 9))
def test_a_file_of_a_number_that_nobody_wrote_is_named(files: Files, more: int) -> None:
    name = file_name(len(files) + 1 + more)
    lines = faults({**files, name: files[max(files)]}, found(files).head)
    assert any(line.startswith(f"{name}: says that it is entry {len(files)}") for line in lines)
    assert any("missing" in line for line in lines) is (more > 0)


def test_the_missing_ones_are_one_line_however_many_they_are() -> None:
    files = written(1)
    lines = found({"000001.dsse.json": files["000001.dsse.json"], "999999.dsse.json": b"x"}).faults
    assert [line for line in lines if "missing" in line] == [
        "000002.dsse.json to 999998.dsse.json: missing, and 999999.dsse.json comes after; "
        "compare the ledger with a copy of it"
    ]


def unsigned(text: str) -> bytes:
    payload = b64encode(text.encode()).decode()
    return json.dumps(
        {"payload": payload, "payloadType": "application/vnd.in-toto+json", "signatures": []}, indent=2
    ).encode()


def first(change: Callable[[dict[str, object]], object]) -> bytes:
    """The first entry with its statement changed, signed by our key."""
    content = json.loads(opened(written(1)["000001.dsse.json"].decode(), OURS.public))
    change(content["predicate"])
    return signed(json.dumps(content, separators=(",", ":"), sort_keys=True) + "\n", OURS.private).encode()


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (b"\xff", "is not UTF-8"),
        (b"", "is not signed"),
        (b"{}", "is not signed"),
        (unsigned("{}"), "is not signed by this key, or was changed since"),
        (signed("{}", OURS.private).encode(), "is no entry of the gate's: KeyError: 'predicateType'"),
        (signed("[", OURS.private).encode(), "is no entry: not JSON"),
    ],
)
def test_what_is_no_entry_says_why(second: bytes, reason: str) -> None:
    files = {**written(1), "000003.dsse.json": second}
    assert found(files).faults[0].startswith(f"000003.dsse.json: {reason}")


def test_without_a_key_what_nobody_has_signed_at_all_is_none_either() -> None:
    text = opened(written(1)["000001.dsse.json"].decode(), OURS.public)
    assert "is not signed" in found({"000001.dsse.json": text.encode()}, ()).faults[0]


def test_a_chain_cannot_begin_behind_its_beginning() -> None:
    files = dict(list(written(2).items())[1:])
    assert "000001.dsse.json: missing, and 000002.dsse.json comes after" in found(files).faults[0]


def test_what_is_verified_is_what_was_applied() -> None:
    applied, verified = steps(1)
    files = ledger([applied])
    entry = replace(verified, deploy=deploy(2)).after(found(files))
    files["000002.dsse.json"] = signed(entry.text(), OURS.private).encode()
    (line,) = found(files).faults
    assert "000002.dsse.json: verifies another deploy than 000001.dsse.json says was applied" in line


def test_entries_out_of_the_order_of_time_are_named() -> None:
    files = ledger(steps(1))
    entry = replace(steps(1)[0], time="2026-10-31T23:59:59Z").after(found(files))
    files["000003.dsse.json"] = signed(entry.text(), OURS.private).encode()
    (line,) = found(files).faults
    assert line.startswith("000003.dsse.json: is of 2026-10-31T23:59:59Z, before 000002.dsse.json")


def resigned(*by: bytes) -> Files:
    """A chain in which each entry is signed by one of these private keys."""
    made: dict[str, bytes] = {}
    for step, key in zip(steps(len(by), range(9)), by, strict=True):
        entry = step.after(found(made, ()))
        made[file_name(entry.number)] = signed(entry.text(), key).encode()
    return made


def test_an_old_key_signs_nothing_after_the_newer_one_has() -> None:
    ours, theirs = OURS.private, THEIRS.private
    after = "is signed by a key that is old (--old-key), and 000002.dsse.json is by a newer one"
    for by, old in (((ours, theirs, ours, ours), [3, 4]), ((ours, theirs, ours, theirs), [3])):
        lines = found(resigned(*by), (THEIRS.public, OURS.public)).faults
        assert [line.partition(";")[0] for line in lines] == [f"{file_name(number)}: {after}" for number in old]
    assert found(resigned(ours, ours, theirs, theirs), (THEIRS.public, OURS.public)).faults == ()


def test_of_several_old_keys_none_signs_after_another_has_followed_it() -> None:
    ours, theirs, newest = OURS.private, THEIRS.private, keys("newest")
    trusted = (newest.public, OURS.public, THEIRS.public)
    assert found(resigned(theirs, ours, ours, newest.private), trusted).faults == ()
    (line,) = found(resigned(ours, theirs, ours, newest.private), trusted).faults
    assert line.startswith("000003.dsse.json: is signed by a key that is old (--old-key), and 000002.dsse.json is by")
    (line,) = found(resigned(ours, newest.private, newest.private, theirs), trusted).faults
    assert line.startswith("000004.dsse.json: is signed by a key that is old (--old-key), and 000002.dsse.json is by")


@pytest.mark.parametrize(
    ("other", "place"),
    [({"account": "2" * 12}, "account 222222222222"), ({"is_local": True}, "account 111111111111 of a local AWS")],
)
def test_an_entry_of_another_account_is_named(other: dict[str, Any], place: str) -> None:
    files = ledger(steps(1))
    step = replace(steps(2)[2], deploy=replace(deploy(2), **other))
    files["000003.dsse.json"] = signed(step.after(found(files)).text(), OURS.private).encode()
    (line,) = found(files).faults
    assert line.startswith(
        f"000003.dsse.json: is of {place}, and 000001.dsse.json of account 111111111111: a ledger is of one alone"
    )


@given(chains, st.integers(-600, 600))
def test_an_entry_that_is_later_than_now_is_named(files: Files, seconds: int) -> None:
    chain = found(files)
    last = datetime.strptime(chain.entries[-1].time, FORMAT)
    lines = [*chain.later(moment(last - timedelta(seconds=seconds)))]
    if seconds <= 300:
        assert lines == []
    else:
        assert lines[-1].startswith(f"{max(files)}: is of {chain.entries[-1].time}, which is later than now, ")


def test_the_name_of_a_key_is_the_one_that_it_has_always_had() -> None:
    """It stands in each envelope: where a library names keys in another way, no ledger would hold any more."""
    (signature,) = json.loads(written(1)["000001.dsse.json"])["signatures"]
    name = "e078b30f2a3669698c52a58145fbb241dbf8cec9a6f9be83e9d9cb1edccdcaba"  # pragma: allowlist secret
    assert signature["keyid"] == name


@given(chains, st.data())
def test_what_stands_outside_the_signed_bytes_has_one_form_too(files: Files, data: st.DataObject) -> None:
    """So that no head is needed to see that the newest entry is as it was written."""
    content = bytearray(files[max(files)])
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert found({**files, max(files): bytes(content)}).faults
    for other in (files[max(files)] + b" ", files[max(files)].rstrip(), files[max(files)].replace(b"\n", b"\r\n")):
        (line,) = found({**files, max(files): other}).faults
        assert line.startswith(f"{max(files)}: is no entry in the form in which the gate writes it")
