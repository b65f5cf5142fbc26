"""The shipped model, walked by the function's own code on worlds that it has not seen."""

import json

import pytest

from lambdas.fraud_analyzer.model import load
from training import handbook_world, lognormal_world
from training.__main__ import main
from training.files import FIGURES, LISTING, SHIPPED
from training.listing import listing
from training.payment import MILLISECONDS_PER_DAY, START, Payment
from training.replay import replayed
from training.shipped import EFFECTIVE, flags_of, measured, written
from training.table import Table, table
from training.trees import read_back, version
from training.worlds import HELD_OUT, TRAINING

# A seed that neither the training nor the model card used; few cards and days, so that the test is quick.
SEED, DAYS, SHARE = 7, range(20, 27), 4


def rows(payments: list[Payment]) -> Table:
    """Every fourth card only; terminals are then known from every fourth of their frauds."""
    some = [payment for payment in payments if payment.customer % SHARE == 0]
    since = START + DAYS.start * MILLISECONDS_PER_DAY
    return table(replayed(some, since=since, flags=flags_of(load())))


def test_on_a_world_of_the_benchmarks_kind_it_ranks_far_better_than_the_amount() -> None:
    told = measured(load(), rows(list(handbook_world.payments(seed=SEED, days=DAYS.stop))))
    assert told["average_precision"] > 2 * told["average_precision_of_amount"]


def test_on_large_honest_amounts_it_keeps_to_the_reviewers_budget_and_finds_fraud() -> None:
    told = measured(load(), rows(list(lognormal_world.payments(seed=SEED, days=DAYS.stop))))
    assert told["honest_reviewed"] < 0.012
    assert told["frauds_reviewed"] > 0.3
    assert told["average_precision"] > 10 * told["average_precision_of_amount"]


@pytest.mark.parametrize("name", ["lognormal, unseen", "lognormal, varied", "lognormal, alike", "handbook"])
def test_the_files_beside_it_tell_its_held_out_figures_and_they_keep_the_budget(name: str) -> None:
    told = json.loads(FIGURES.read_text(encoding="utf-8"))[name]
    assert told["honest_reviewed"] <= 0.01
    assert told["frauds_reviewed"] > 0.35


def test_no_world_is_both_trained_on_and_held_out() -> None:
    assert not {world.seed for world in TRAINING} & {world.seed for world in HELD_OUT}


def test_the_shipped_version_is_the_name_of_the_shipped_trees() -> None:
    trees = [read_back(nodes) for nodes in load().trees]
    assert load().version == version(trees)
    assert SHIPPED.read_text(encoding="utf-8") == written(trees, load().thresholds.review)


def test_what_a_reviewer_reads_of_the_shipped_model_is_what_the_function_reads_of_it() -> None:
    assert LISTING.read_text(encoding="utf-8") == listing(load())
    assert f"effective {EFFECTIVE}" in listing(load())


def test_any_models_file_can_be_shown_for_its_review(capsys: pytest.CaptureFixture[str]) -> None:
    main(["show", str(SHIPPED)])
    assert capsys.readouterr().out == LISTING.read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["show", str(SHIPPED.with_name("no-model.json"))])
    assert capsys.readouterr().err.count("\n") == 1
