"""The files that are written and kept in the repository: the model, its listing, the figures and the model card."""

import json
from pathlib import Path
from typing import Any

from lambdas.fraud_analyzer import model

from .card import card
from .card_page import page
from .listing import listing

SHIPPED = Path(model.__file__).with_name("model.json")
# What a reviewer reads, and no function needs: neither is packed.
LISTING = Path(__file__).with_name("shipped-model.txt")
FIGURES = LISTING.with_name("shipped-figures.json")
# What takes minutes to measure, and the model card is written from.
BENCHED, LABELS = LISTING.with_name("bench-figures.json"), LISTING.with_name("label-figures.json")
CARD = Path(__file__).parent.parent / "docs" / "model-card.md"


def ship(text: str, figures: dict[str, Any]) -> None:
    """Write the model's file beside the function's code, and beside this module the same for its reviewers."""
    SHIPPED.write_text(text, encoding="utf-8")
    LISTING.write_text(listing(model.read(text)), encoding="utf-8")
    keep(FIGURES, figures)


def keep(file: Path, figures: dict[str, Any]) -> None:
    """Write figures as JSON that can be reviewed line by line."""
    file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def write_card(html: Path | None) -> None:
    """Write the model card, and its plots if a file is named for them."""
    CARD.write_text(written_card(), encoding="utf-8")
    if html:
        html.write_text(page(model.load().version, *_measured()), encoding="utf-8")


def written_card() -> str:
    """Return the model card, from the shipped model and the figures that were measured."""
    return card(model.load(), *_measured())


def _measured() -> tuple[dict[str, Any], dict[str, Any]]:
    benched, labelled = (json.loads(file.read_text(encoding="utf-8")) for file in (BENCHED, LABELS))
    return benched, labelled
