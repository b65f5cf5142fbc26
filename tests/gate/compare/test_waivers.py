"""Waivers and declined checks are compared entry by entry, whichever form their file has."""

import pytest

from gate.compare.tracked import Tracked
from gate.compare.waivers import CHECKOV, WAIVERS, waivers

WAIVER = '[[waiver]]\npolicy = "FRAUD_LOG_1"\nplace = "a/b"\nticket = "RISK-7"\nexpires = 2026-12-24\n'
CHECKS = '[reports]\nCKV_1 = ["a", "b"]\n[declined.CKV_1]\nreason = "none"\nowner = "x"\n'


def told(path: str, old: str | None, new: str | None) -> list[tuple[str, str, str]]:
    base, head = ({path: Tracked("100644", text.encode())} if text is not None else {} for text in (old, new))
    return [(each.direction.value, each.place, each.what) for each in waivers(base, head)]


@pytest.mark.parametrize(
    ("old", "new", "differences"),
    [
        (None, WAIVER, [("weaker", "a/b", "FRAUD_LOG_1 is waived by RISK-7 until 2026-12-24")]),
        (WAIVER, None, [("stronger", "a/b", "the waiver RISK-7 of FRAUD_LOG_1 is gone")]),
        (WAIVER, f"# x\n{WAIVER}", [("changed", WAIVERS, "changed in comments or layout alone")]),
        (WAIVER, "[[waiver]", [("weaker", WAIVERS, "was changed, and one of the two cannot be read")]),
        (WAIVER, f"{WAIVER}\n[other]\nx = 1\n", [("weaker", WAIVERS, 'other was not set, and is {"x": 1}')]),
        (WAIVER, WAIVER * 2, [("weaker", "a/b", "FRAUD_LOG_1 is waived by RISK-7 until 2026-12-24")]),
        (
            WAIVER,
            WAIVER.replace("12-24", "12-31"),
            [
                ("weaker", "a/b", "FRAUD_LOG_1 is waived by RISK-7 until 2026-12-31"),
                ("stronger", "a/b", "the waiver RISK-7 of FRAUD_LOG_1 is gone"),
            ],
        ),
    ],
)
def test_a_waiver_that_is_new_is_weaker_and_one_that_is_gone_stronger(
    old: str | None, new: str | None, differences: list[tuple[str, str, str]]
) -> None:
    assert told(WAIVERS, old, new) == differences


@pytest.mark.parametrize(
    ("old", "new", "differences"),
    [
        (
            "[titles]\nCKV_1 = 'old'\n",
            "[titles]\nCKV_1 = 'new'\n",
            [("changed", CHECKOV, 'titles.CKV_1 was "old", and is "new"')],
        ),
        ("", "[declined.CKV_1]\nreason = 'x'\n", [("weaker", CHECKOV, 'CKV_1 is declined: {"reason": "x"}')]),
        ("[declined.CKV_1]\nreason = 'x'\n", "", [("stronger", CHECKOV, "CKV_1 is no longer declined")]),
        (
            CHECKS,
            CHECKS.replace("none", "some"),
            [("weaker", CHECKOV, 'declined.CKV_1.reason was "none", and is "some"')],
        ),
        (CHECKS, CHECKS.replace(', "b"', ""), [("weaker", CHECKOV, 'reports.CKV_1 lost "b"')]),
        (
            CHECKS,
            CHECKS.replace("[reports]", "[reports]\nCKV_2 = ['c']"),
            [("stronger", CHECKOV, 'CKV_2 must report: ["c"]')],
        ),
        (
            CHECKS,
            "",
            [
                ("weaker", CHECKOV, "CKV_1 need not report any more"),
                ("stronger", CHECKOV, "CKV_1 is no longer declined"),
            ],
        ),
    ],
)
def test_a_check_that_is_declined_or_reports_no_more_is_weaker(
    old: str, new: str, differences: list[tuple[str, str, str]]
) -> None:
    assert told(CHECKOV, old, new) == differences
