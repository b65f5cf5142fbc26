"""Drift: the index against figures worked out by hand, and what the command says and ends with."""

from collections.abc import Iterable
from datetime import UTC, datetime
from math import log
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lambdas.fraud_analyzer.features import FEATURES
from training import handbook_world, lognormal_world
from training.__main__ import main
from training.drift import DRIFTED, LEAST_SHARE, SCORE, WATCH, Shift, limits_of, stability_index
from training.payment import Payment
from training.transactions import COLUMNS

NUMBERS = st.lists(st.floats(-1e6, 1e6) | st.sampled_from([0.0, 1.0]), min_size=1)


def test_the_index_is_what_is_worked_out_by_hand() -> None:
    before, after = [0.0] * 80 + [2.0] * 20, [0.0] * 50 + [2.0] * 50
    assert stability_index(before, after, [1.0]) == pytest.approx((0.5 - 0.8) * log(5 / 8) + (0.5 - 0.2) * log(5 / 2))


def test_a_bin_that_is_empty_counts_as_almost_empty() -> None:
    share = LEAST_SHARE
    assert stability_index([0.0], [2.0], [1.0]) == pytest.approx(2 * (1 - share) * log(1 / share))


def test_a_limit_belongs_to_the_bin_below() -> None:
    assert stability_index([1.0], [0.0], [1.0]) == 0
    assert stability_index([1.0], [1.5], [1.0]) > DRIFTED


def test_bins_are_tenths_and_equal_values_share_one() -> None:
    assert limits_of(range(100)) == [10, 20, 30, 40, 50, 60, 70, 80, 90]
    assert limits_of([0.0] * 95 + [7.0] * 5) == [0.0]
    assert limits_of([0.0] * 95 + [7.0] * 5, [0.5]) == [0.0, 0.5]


@settings(deadline=None)
@given(NUMBERS, NUMBERS)
def test_the_index_is_never_negative_and_zero_for_the_same_payments(before: list[float], after: list[float]) -> None:
    limits = limits_of(before)
    assert stability_index(before, after, limits) >= 0
    assert stability_index(before, list(reversed(before)), limits) == 0


@pytest.mark.parametrize(
    ("index", "word"),
    [(0, "stable"), (WATCH, "stable"), (WATCH + 0.001, "watch"), (DRIFTED, "watch"), (DRIFTED + 0.001, "drifted")],
)
def test_the_customary_limits_are_said_in_words(index: float, word: str) -> None:
    assert Shift("amount", index, 10).word == word


def file_of(folder: Path, name: str, payments: Iterable[Payment], scale: float = 1) -> str:
    lines = [",".join(COLUMNS)]
    for at, amount, customer, terminal, fraud, *_ in payments:
        place = "" if terminal < 0 else str(terminal)
        lines.append(f"{datetime.fromtimestamp(at / 1000, UTC):%F %T},{customer},{place},{amount * scale},{int(fraud)}")
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(folder / name)


def some(world: object, seed: int) -> list[Payment]:
    """Ten days of every tenth card."""
    made = world.payments(seed=seed, days=10)  # type: ignore[attr-defined]
    return [payment for payment in made if payment.customer % 10 == 0]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("periods")
    return folder, file_of(folder, "before.csv", some(handbook_world, 7))


def ended(*words: str) -> int:
    try:
        main(["--quiet", "drift", *words])
    except SystemExit as end:
        return int(str(end.code))
    return 0


def test_two_periods_of_one_world_are_stable(before: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    after = file_of(before[0], "after.csv", some(handbook_world, 8))
    assert ended("--before", before[1], "--after", after, "--warm-up", "5") == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert {row[0] for row in rows[1 : len(FEATURES) + 2]} == {*FEATURES, SCORE}
    assert "drifted" not in [row[-1] for row in rows[1 : len(FEATURES) + 2]]


def test_other_amounts_have_drifted(before: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    after = file_of(before[0], "larger.csv", some(handbook_world, 8), scale=3)
    assert ended("--before", before[1], "--after", after, "--warm-up", "5") == 1
    shown = {row.split()[0]: row.split()[-1] for row in capsys.readouterr().out.splitlines() if row}
    assert (shown["amount"], shown["card_payments_30d"]) == ("drifted", "stable")


def test_another_kind_of_world_has_drifted(before: tuple[Path, str]) -> None:
    after = file_of(before[0], "other.csv", some(lognormal_world, 8))
    assert ended("--before", before[1], "--after", after, "--warm-up", "5") == 1


@pytest.mark.parametrize("after", ["none.csv", "before.csv"])
def test_what_cannot_be_measured_ends_with_2_and_one_line(
    before: tuple[Path, str], after: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a file that is there, no payment is left after 30 days."""
    assert ended("--before", before[1], "--after", str(before[0] / after)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("training: ")
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("days", ["-1", "x", "1.5", "٣", "99999"])
def test_days_that_are_no_whole_number_are_an_error_of_usage(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("--before", "a.csv", "--after", "b.csv", "--warm-up", days) == 2
    assert "a whole number of days" in capsys.readouterr().err
