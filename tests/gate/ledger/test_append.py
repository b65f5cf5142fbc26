"""An entry goes behind a chain that holds, and of two writers none loses an entry."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from gate.ledger.append import Appended, Keys, NotAppended, Step, append, chain_that_holds
from gate.ledger.folder import folder_store
from gate.ledger.store import Held, Store, Taken
from gate.ledger.verified import chained
from gate.provenance.envelope import BadKey, signed
from tests.gate.ledger.made import OURS, SIGNING, THEIRS, added, deploy, ledger, memory, steps

APPLIED, VERIFIED = steps(1)


def test_the_new_head_is_the_digest_of_the_file() -> None:
    files: dict[str, bytes] = {}
    first = added(files, APPLIED)
    second = added(files, VERIFIED, head=first.head)
    chain = chained(Held(files), [OURS.public])
    assert (first.number, second) == (1, Appended(2, chain.head))
    assert [entry.applied for entry in chain.entries] == [1, 1]
    assert chain.digests[1] == first.head


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (replace(VERIFIED, applied=1, deploy=deploy(2)), "verifies another deploy"),
        (replace(VERIFIED, applied=3), "contradicts itself in applied"),
        (replace(APPLIED, time="2026-10-01T00:00:00Z"), "before 000002.dsse.json"),
        (replace(APPLIED, deploy=replace(APPLIED.deploy, approver="Ada\x1b[31m")), "approver must be a line"),
        (replace(APPLIED, deploy=replace(APPLIED.deploy, commit="no revision")), "commit has not the form"),
    ],
)
def test_what_would_break_the_chain_is_not_written(step: Step, reason: str) -> None:
    files = ledger(steps(1))
    with pytest.raises(NotAppended, match=f"(?s)the new entry would not hold: .*{reason}.*; nothing was written"):
        added(files, step)
    assert len(files) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda files: files.pop("000001.dsse.json"),
        lambda files: files.update({"000002.dsse.json": files["000001.dsse.json"]}),
        lambda files: files.update({"000001.dsse.json": b"{}"}),
    ],
)
def test_nothing_goes_behind_a_broken_chain(damage: Callable[[dict[str, bytes]], object]) -> None:
    files = ledger(steps(1))
    damage(files)
    before = dict(files)
    with pytest.raises(NotAppended, match="the ledger does not hold"):
        added(files, APPLIED)
    assert files == before


def test_whoever_deploys_can_ask_before_whether_the_chain_holds() -> None:
    files = ledger(steps(1))
    chain = chain_that_holds(memory(files), [OURS.public])
    assert chain_that_holds(memory(files), [OURS.public], chain.head) == chained(Held(files), [OURS.public])
    with pytest.raises(NotAppended, match="the head that was kept is no entry's"):
        chain_that_holds(memory(files), [OURS.public], "1" * 64)


def test_nothing_goes_behind_a_chain_that_was_cut_off() -> None:
    files = ledger(steps(1))
    head = added(files, replace(APPLIED, time="2026-11-02T10:00:00Z")).head
    files.popitem()
    with pytest.raises(NotAppended, match="the head that was kept is no entry's"):
        added(files, replace(APPLIED, time="2026-11-03T10:00:00Z"), head=head)


def test_a_key_that_nobody_would_trust_signs_nothing() -> None:
    files = ledger(steps(1))
    with pytest.raises(NotAppended, match="is not signed by this key"):
        added(files, replace(APPLIED, time="2026-11-02T10:00:00Z"), Keys(THEIRS.private, [OURS.public]))
    with pytest.raises(BadKey):
        added(files, replace(APPLIED, time="2026-11-02T10:00:00Z"), Keys(b"", [OURS.public]))


def test_without_a_public_key_nothing_is_believed() -> None:
    with pytest.raises(BadKey, match="no public key is given"):
        added({}, APPLIED, Keys(OURS.private, []))


def test_after_a_change_of_keys_both_are_trusted() -> None:
    files = ledger(steps(1))
    added(files, replace(APPLIED, time="2026-11-02T10:00:00Z"), Keys(THEIRS.private, [THEIRS.public, OURS.public]))
    assert chained(Held(files), [THEIRS.public, OURS.public]).faults == ()
    assert len(chained(Held(files), [OURS.public]).faults) == 1


def test_a_key_that_was_replaced_signs_no_entry_that_is_written() -> None:
    files = ledger(steps(1))
    later = replace(APPLIED, time="2026-11-02T10:00:00Z")
    added(files, later, Keys(THEIRS.private, [THEIRS.public, OURS.public]))
    with pytest.raises(NotAppended, match=r"000003\.dsse\.json: is signed by a key that is old"):
        added(files, later, Keys(OURS.private, [OURS.public, THEIRS.public]))
    with pytest.raises(NotAppended, match=r"000004\.dsse\.json: is signed by a key that is old"):
        added(files, later, Keys(OURS.private, [THEIRS.public, OURS.public]))
    assert len(files) == 3


def test_an_entry_of_a_time_still_to_come_is_neither_written_nor_followed() -> None:
    files = ledger(steps(1))
    with pytest.raises(NotAppended, match=r"000003\.dsse\.json: is of 2999-01-01T00:00:00Z, which is later than now"):
        added(files, replace(APPLIED, time="2999-01-01T00:00:00Z"))
    assert len(files) == 2
    entry = replace(APPLIED, time="2999-01-01T00:00:00Z").after(chained(Held(files), [OURS.public]))
    files["000003.dsse.json"] = signed(entry.text(), OURS.private).encode()
    with pytest.raises(NotAppended, match=r"the ledger does not hold: 000003\.dsse\.json: is of 2999"):
        added(files, replace(APPLIED, time="2999-01-01T00:00:00Z"))


def test_an_entry_of_another_account_is_not_written() -> None:
    files = ledger(steps(1))
    with pytest.raises(NotAppended, match=r"account 222222222222, and 000001\.dsse\.json of account 111111111111"):
        added(files, replace(APPLIED, time="2026-11-02T10:00:00Z", deploy=replace(deploy(2), account="2" * 12)))
    assert len(files) == 2


def test_whoever_comes_second_gets_the_next_number(tmp_path: Path) -> None:
    deploys = [replace(APPLIED, deploy=deploy(number)) for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda step: append(folder_store(tmp_path), step, SIGNING).number, deploys))
    assert sorted(found) == [1, 2, 3, 4]
    assert chained(folder_store(tmp_path).read(), [OURS.public]).faults == ()


def test_an_entry_whose_answer_got_lost_is_not_written_twice() -> None:
    files: dict[str, bytes] = {}

    def lost(name: str, data: bytes) -> None:
        files[name] = data
        memory(files).add("000002.dsse.json", b"")  # somebody else was quick
        raise Taken

    store = Store("memory", lambda: Held({name: data for name, data in files.items() if data}), lost)
    assert append(store, APPLIED, SIGNING).number == 1
    assert [*files] == ["000001.dsse.json", "000002.dsse.json"]


def test_it_does_not_try_for_ever() -> None:
    def taken(_name: str, _data: bytes) -> None:
        raise Taken

    with pytest.raises(NotAppended, match="others write all the time"):
        append(Store("memory", lambda: Held({}), taken), APPLIED, SIGNING)
