"""Each control stands in the catalogue once, with its title and its source, and is served by a policy."""

from collections import Counter
from datetime import date

import pytest

from policies.core import controls
from policies.core.control import Control, Strength
from policies.core.rulebook import rulebook

CATALOGUE = {name: each for name, each in vars(controls).items() if isinstance(each, Control)}
STANDARDS = {"PCI DSS 4.0.1": "PCI", "NIST 800-53 r5": "NIST", "SOC 2": "SOC", "CIS AWS 7.0": "CIS"}


def test_each_control_is_there_once_under_its_own_name() -> None:
    assert max(Counter((each.standard, each.number) for each in CATALOGUE.values()).values()) == 1
    for name, each in CATALOGUE.items():
        number = "".join(character if character.isalnum() else "_" for character in each.number).strip("_")
        assert name == f"{STANDARDS[each.standard]}_{number}"


def test_each_control_has_a_title_and_a_source() -> None:
    assert all(each.title.strip() and each.source.strip() for each in CATALOGUE.values())


def test_each_control_is_served_and_only_those_of_the_catalogue_are() -> None:
    served = {mapped.control for policy in rulebook() for mapped in policy.controls}
    assert served == set(CATALOGUE.values())


def test_a_gap_has_a_reason_an_owner_and_days_and_nothing_else_has() -> None:
    for policy in rulebook():
        for mapped in policy.controls:
            gap = mapped.strength is Strength.CONTRADICTS
            assert (bool(mapped.reason), bool(mapped.owner)) == (gap, gap), policy.id
            assert (mapped.since is not None, mapped.until is not None) == (gap, gap), policy.id


def test_a_gap_is_declared_for_a_while_that_ends() -> None:
    control = next(iter(CATALOGUE.values()))
    words = {"reason": "not yet", "owner": "compliance"}
    assert control.contradicted(**words, since="2026-11-25", until="2027-05-25").until == date(2027, 5, 25)
    with pytest.raises(ValueError, match="isoformat"):
        control.contradicted(**words, since="2026-11-25", until="next year")
    with pytest.raises(ValueError, match="ends before it begins"):
        control.contradicted(**words, since="2026-11-25", until="2026-11-24")


def test_no_policy_points_to_a_control_twice() -> None:
    for policy in rulebook():
        assert len({mapped.control for mapped in policy.controls}) == len(policy.controls), policy.id
