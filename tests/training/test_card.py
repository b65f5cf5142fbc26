"""The model card is what the command writes from the figures, and never older than the model."""

import json
from pathlib import Path
from typing import Any

import pytest

from lambdas.fraud_analyzer.model import load
from training.__main__ import main
from training.bench import WORLDS
from training.card import FIELD, TEMPLATE, card
from training.card_page import page
from training.card_tables import SEGMENTED
from training.files import BENCHED, CARD, LABELS, written_card
from training.segments import SEGMENTS
from training.worlds import HELD_OUT, TRAINING


def kept() -> tuple[dict[str, Any], dict[str, Any]]:
    benched, labels = (json.loads(file.read_text(encoding="utf-8")) for file in (BENCHED, LABELS))
    return benched, labels


def test_the_card_is_what_make_model_card_writes() -> None:
    assert CARD.read_text(encoding="utf-8") == written_card(), "run make model-card"


def test_the_command_writes_the_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "model-card.md"
    monkeypatch.setattr("training.files.CARD", file)
    main(["card"])
    assert file.read_text(encoding="utf-8") == written_card()


@pytest.mark.parametrize("number", [0, 1])
def test_figures_of_another_model_are_refused_with_the_command_that_renews_them(number: int) -> None:
    figures = kept()
    figures[number]["model"] = "history-00000000"
    with pytest.raises(ValueError, match=r"of history-00000000, not of .*; run make model-(bench|labels)"):
        card(load(), *figures)


def test_every_place_of_the_text_is_filled_in() -> None:
    assert FIELD.search(TEMPLATE.read_text(encoding="utf-8"))
    assert "{{" not in written_card()


def test_the_plots_are_a_page_without_scripts_that_says_each_bar_in_words_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.files.CARD", tmp_path / "model-card.md")
    main(["card", "--html", str(tmp_path / "card.html")])
    text = (tmp_path / "card.html").read_text(encoding="utf-8")
    labels = kept()[1]["worlds"]
    assert text.count("<rect") == sum(map(len, labels.values())) + len(SEGMENTS)
    assert text.count("<svg") == text.count('role="img" aria-label="') == len(labels) + 1
    assert not any(part in text for part in ("<script", "http:", "https:", "{{"))


def test_a_name_in_the_figures_is_text_and_no_markup() -> None:
    benched, labels = kept()
    labels["worlds"] = {"<script>": labels["worlds"]["handbook"]}
    assert "<script" not in page('"><script>', benched, labels)


def test_a_figure_that_changes_changes_the_card() -> None:
    benched, labels = kept()
    labels["worlds"]["handbook"]["after a day"]["average_precision"] = 0.12345
    assert "**0.123**" in card(load(), benched, labels)


def test_what_is_above_the_budget_of_honest_payments_is_said() -> None:
    benched, labels = kept()
    for cases in labels["worlds"].values():
        for told in cases.values():
            told["honest_stopped"] = 0.01
    assert "All cases keep to that." in card(load(), benched, labels)
    labels["worlds"]["handbook"]["never"]["honest_stopped"] = 0.02
    assert "**Above that: 2.00 % of handbook, reported never.**" in card(load(), benched, labels)


def test_a_segment_without_payments_has_no_share() -> None:
    benched, labels = kept()
    benched["worlds"][SEGMENTED]["segments"]["abroad"] = dict.fromkeys(
        ("honest", "honest_stopped", "frauds", "frauds_stopped"), 0
    )
    assert "| abroad | 0 | none | none | 0 | none |" in card(load(), benched, labels)


def test_the_kept_figures_are_of_all_worlds_and_segments() -> None:
    worlds = kept()[0]["worlds"]
    assert {name: told["seed"] for name, told in worlds.items()} == {world.name: world.seed for world in WORLDS}
    assert {tuple(told["segments"]) for told in worlds.values()} == {tuple(SEGMENTS)}


def test_fairness_is_shown_for_a_world_that_nothing_was_chosen_by() -> None:
    assert kept()[0]["worlds"][SEGMENTED]["seed"] not in {world.seed for world in (*TRAINING, *HELD_OUT)}
