"""Since when a control passes, and what was deployed on a day."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.ledger.answers import NOT_NAMED, Recorded, deploys, every_control, judged_since, on, since, turns
from gate.ledger.asked import NoAnswer
from gate.ledger.deploy import PASSING, WORDS
from gate.ledger.store import Held
from gate.ledger.verified import chained
from tests.gate.ledger.made import LOCKED, LOGS, OURS, deploy, ledger, steps


def recorded(count: int, *unverified: int) -> tuple[Recorded, ...]:
    return deploys(chained(Held(ledger(steps(count, unverified))), [OURS.public]).entries)


DEPLOYS = recorded(6, 2)


def faring(*words: str) -> tuple[Recorded, ...]:
    """Deploys of which this is what a control was like, empty where no policy served it."""
    found = []
    for known, word in zip(DEPLOYS, words, strict=False):
        stated = deploy(known.entry.number, {LOCKED: word} if word else {LOGS: "gap"})
        found.append(known._replace(entry=replace(known.entry, deploy=stated)))
    return tuple(found)


def numbers(found: tuple[Recorded, ...]) -> list[int]:
    return [each.entry.number for each in found]


def test_every_control_is_told_by_its_whole_name() -> None:
    """Even where one name is the other without its version, which nobody could ask for alone."""
    stated = deploy(1, {LOGS: "gap", "PCI DSS 10.5.1": "satisfied"})
    known = (DEPLOYS[0]._replace(entry=replace(DEPLOYS[0].entry, deploy=stated)), *DEPLOYS[1:])
    assert [(found[0].control, [turn.fared for turn in found]) for found in every_control(known)] == [
        ("PCI DSS 10.5.1", ["satisfied", NOT_NAMED]),
        (LOCKED, [NOT_NAMED, "satisfied"]),
        (LOGS, ["gap"]),
    ]
    assert every_control(()) == ()


def test_a_deploy_that_nobody_verified_is_told_apart() -> None:
    assert [each.state for each in DEPLOYS[:3]] == ["verified", "applied, not verified", "verified"]
    assert DEPLOYS[0].verified == "2026-11-01T10:05:00Z"
    assert numbers(DEPLOYS[:3]) == [1, 3, 4]


def test_of_two_verifications_the_first_one_counts() -> None:
    applied, verified = steps(1)
    files = ledger([applied, verified, replace(verified, time="2026-11-09T10:00:00Z")])
    (known,) = deploys(chained(Held(files), [OURS.public]).entries)
    assert known.verified == verified.time


def test_what_was_deployed_on_a_day_stands_beside_what_was_there_when_it_began() -> None:
    found = on(DEPLOYS, date(2026, 11, 2))
    assert (found.before, found.deploys) == (DEPLOYS[0], (DEPLOYS[1],))
    assert on(DEPLOYS, date(2026, 10, 31)).before is None
    assert on(DEPLOYS, date(2026, 12, 1)).deploys == ()
    assert on(DEPLOYS, date(2026, 12, 1)).before == DEPLOYS[-1]


@pytest.mark.parametrize(
    ("words", "begun", "changes"),
    [
        (["satisfied"], 0, ["satisfied"]),
        (["satisfied", "satisfied"], 0, ["satisfied"]),
        (["gap", "satisfied", "supported in part"], 2, ["gap", "satisfied", "supported in part"]),
        (["gap", "satisfied", "satisfied", "supported in part"], 2, ["gap", "satisfied", "supported in part"]),
        (["gap", "satisfied"], None, ["gap", "satisfied"]),
        (["satisfied", "gap", "satisfied"], 2, ["satisfied", "gap", "satisfied"]),
        (["satisfied", "waived", "satisfied", "satisfied"], 2, ["satisfied", "waived", "satisfied"]),
        (["satisfied", "", "satisfied"], 2, ["satisfied", NOT_NAMED, "satisfied"]),
        (["satisfied", "waived"], None, ["satisfied", "waived"]),
        (["satisfied", ""], None, ["satisfied", NOT_NAMED]),
        (["not judged", "fails", "gap"], None, ["not judged", "fails", "gap"]),
    ],
)
def test_a_control_passes_since_the_first_verified_deploy_after_the_last_at_which_it_did_not(
    words: list[str], begun: int | None, changes: list[str]
) -> None:
    known = faring(*words)
    found = turns(known, LOCKED)
    assert [turn.fared for turn in found] == changes
    assert since(found) == (None if begun is None else known[begun])


@given(st.lists(st.sampled_from(sorted(WORDS)), min_size=1, max_size=6))
def test_from_then_on_it_passed_at_every_deploy_and_before_it_none_was_verified_since_it_did_not(
    words: list[str],
) -> None:
    known = faring(*words)
    found = turns(known, LOCKED)
    begun, judged = since(found), judged_since(found)
    passes = [word in PASSING for word in words]
    assert (judged is not None) is passes[-1]
    if judged:
        start = known.index(judged)
        assert all(passes[start:])
        assert start == 0 or not passes[start - 1]
        assert begun == next((each for each in known[start:] if each.verified), None)
    else:
        assert begun is None


@pytest.mark.parametrize(
    "name", [LOCKED, "PCI DSS 10.3.2", "pci dss  10.3.2", "PCI DSS 4.0.1 10.3.2", "PCI 10.3.2", "10.3.2"]
)
def test_a_control_is_found_without_the_version_of_its_standard(name: str) -> None:
    assert turns(DEPLOYS, name)[0].control == LOCKED


@pytest.mark.parametrize("name", ["PCI DSS 10.3", "PC 10.3.2", "SOC 2 10.3.2", "10.3.2 PCI DSS", ""])
def test_a_control_that_no_entry_names_has_no_answer(name: str) -> None:
    with pytest.raises(NoAnswer, match="no entry names this control"):
        turns(DEPLOYS, name)


def test_a_name_of_several_controls_has_no_answer() -> None:
    stated = {"PCI DSS 4.0.1 10.3.2": "gap", "PCI DSS 4.1 10.3.2": "gap"}
    entry = replace(DEPLOYS[0].entry, deploy=deploy(1, stated))
    with pytest.raises(NoAnswer, match=r"several controls: PCI DSS 4\.0\.1 10\.3\.2, PCI DSS 4\.1 10\.3\.2"):
        turns([Recorded(entry, "")], "PCI DSS 10.3.2")


def named(*names: str) -> tuple[Recorded, ...]:
    """Deploys of each of which this control was one."""
    known = zip(DEPLOYS, names, strict=False)
    return tuple(
        each._replace(entry=replace(each.entry, deploy=deploy(1, dict.fromkeys(name.split(";"), "satisfied"))))
        for each, name in known
    )


def test_the_exact_name_of_a_control_means_no_other() -> None:
    both = named("PCI DSS 10.5.1;PCI DSS 4.0.1 10.5.1", "PCI DSS 4.0.1 10.5.1")
    for name in ("PCI DSS 10.5.1", "pci dss  10.5.1"):
        found = turns(both, name)
        assert [(turn.control, turn.fared) for turn in found] == [("PCI DSS 10.5.1", "satisfied"), (name, NOT_NAMED)]
    assert [turn.control for turn in turns(both, LOGS)] == [LOGS]
    with pytest.raises(NoAnswer, match="several controls"):
        turns(both, "10.5.1")


def test_a_short_name_follows_a_standard_from_version_to_version() -> None:
    for names in (
        ("PCI DSS 4.0.1 10.5.1", "PCI DSS 4.1 10.5.1"),
        ("NIST 800-53 r5 AU-11", "NIST 800-53 r6 AU-11"),
    ):
        short = names[0].replace(" 4.0.1", "").replace(" r5", "")
        assert [turn.fared for turn in turns(named(*names), short)] == ["satisfied"]


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("PCI DSS 4.0.1 10.5.1", "PCI DSS SSF 1 10.5.1", "PCI DSS 10.5.1"),
        ("SOC 1 A1.2", "SOC 2 A1.2", "SOC A1.2"),
        ("PCI DSS 4.0.1 10.5.1", "CIS AWS 7.0 10.5.1", "10.5.1"),
        ("NIST 800-53 r5 1", "NIST 800-171 r5 1", "NIST 1"),
    ],
)
def test_a_short_name_that_means_another_standard_later_has_no_answer(first: str, second: str, name: str) -> None:
    with pytest.raises(NoAnswer, match=f"{name}: is several controls: .*; name one of them"):
        turns(named(first, second), name)


def test_without_a_deploy_there_is_no_answer_on_a_control() -> None:
    with pytest.raises(NoAnswer):
        turns([], LOCKED)
