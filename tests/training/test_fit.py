"""A candidate of recorded payments: on which days it is trained, and what is too little."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lambdas.fraud_analyzer.features import FEATURES
from lambdas.fraud_analyzer.model import load, read
from training.__main__ import main
from training.fit import LEAST_DAYS, LEAST_FRAUDS, fitted
from training.payment import MILLISECONDS_PER_DAY, START, Payment
from training.shipped import unlimited
from training.table import Table
from training.trees import flat

# Above $500 is fraud, and little else.
SPLIT: dict[str, Any] = {
    "split_feature": FEATURES.index("amount"),
    "threshold": 500.0,
    "decision_type": "<=",
    "left_child": {"leaf_value": -3.0},
    "right_child": {"leaf_value": 3.0},
}


def few(days: int, frauds: int = 20, large: int = 5) -> Iterator[Payment]:
    """Eighty payments a day, some of them fraud, and each so many days one that is large and honest."""
    for day in range(days):
        for card in range(80):
            at = START + day * MILLISECONDS_PER_DAY + card * 1000
            much = card < frauds or (card == 79 and day % large == 0)
            yield Payment(at, 900.0 if much else 10.0 + card, card, card, card < frauds)


def boosting(trained: list[Table]) -> Callable[[Table], tuple[list[dict[str, Any]], Callable[[Table], list[float]]]]:
    def boost(training: Table) -> tuple[list[dict[str, Any]], Callable[[Table], list[float]]]:
        trained.append(training)
        model = unlimited([flat(SPLIT)])
        return [SPLIT], lambda rows: [model.log_odds(rows.row(row)) for row in range(len(rows.days))]

    return boost


def fit(payments: Iterator[Payment], effective: str = "2026-12-01", trained: list[Table] | None = None) -> str:
    boost = boosting([] if trained is None else trained)
    return fitted(list(payments), load(), boost, effective, lambda _: None).text


def test_it_is_trained_after_a_month_of_history_and_until_a_week_before_those_that_give_the_threshold() -> None:
    trained: list[Table] = []
    fit(few(LEAST_DAYS + 3), trained=trained)
    (rows,) = trained
    assert (min(rows.days), max(rows.days)) == (30, 30 + 7 + 3 - 1)


def test_the_file_is_a_model_of_its_own_that_the_function_reads_and_that_never_declines() -> None:
    model = read(fit(few(LEAST_DAYS)))
    assert model.version != load().version
    assert (model.effective, model.thresholds.decline) == ("2026-12-01", None)
    assert model.score(dict.fromkeys(FEATURES, 900.0)).value > model.thresholds.review
    assert model.score(dict.fromkeys(FEATURES, 10.0)).value < model.thresholds.review


@pytest.mark.parametrize("days", [0, 1, LEAST_DAYS - 1])
def test_too_few_days_are_an_error_that_says_how_many(days: int) -> None:
    with pytest.raises(ValueError, match=f"hold {days} days, and {LEAST_DAYS} are needed; export a longer time"):
        fit(few(days))


@pytest.mark.parametrize("frauds", [0, 1, 80])
def test_too_few_frauds_or_no_honest_payment_are_an_error(frauds: int) -> None:
    with pytest.raises(ValueError, match=f"and {LEAST_FRAUDS} are needed, with honest payments after them"):
        fit(few(LEAST_DAYS, frauds))


def test_a_model_that_would_review_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="would review nothing"):
        fit(few(LEAST_DAYS, large=1))


@pytest.mark.parametrize("effective", ["soon", "2026-13-01", "20261201", ""])
def test_an_effective_date_that_is_none_is_an_error(effective: str) -> None:
    with pytest.raises(ValueError, match="--effective is no day"):
        fit(few(1), effective)


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "candidate.json"
    out.write_text("mine")
    with pytest.raises(SystemExit):
        main(["fit", "--transactions", str(tmp_path / "none.csv"), "--effective", "2026-12-01", "--out", str(out)])
    assert "is there already; name a new file" in capsys.readouterr().err
    assert out.read_text() == "mine"
