"""A row as an analyst sees it (review/): whatever strangers wrote is text, on the page and on the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

from fuzzing.oracle import refused, require
from fuzzing.payments import NOW, remembered, validated
from review import text
from review.case import case
from review.payment import read
from review.web import pages

WHO = "arn:aws:iam::000000000000:user/analyst"
ASKED = {"id", "action", "q", "decided", "token"}


class Elements(HTMLParser):
    """The elements of a page, with the names of their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(f"{tag} {name}" for name, _ in attrs)}


def run(data: bytes) -> None:
    """Shows the row, and the case with the items of its card and its terminal."""
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(given, dict) or not _are_items(given):
        return  # boto3 hands out items as objects
    try:
        payment = read(given["row"])
        shown = case(payment, card=given.get("card"), terminal=given.get("terminal"), others=[payment], now=NOW)
        page = pages.shown_case(shown, now=NOW, who=WHO) + pages.listed([payment], now=NOW, who=WHO)
        lines = [*text.shown_case(shown, now=NOW, who=WHO), *text.listed([payment], now=NOW, who=WHO, piped=True)]
    except ValueError as error:
        refused(error)
        return
    require(_elements(page) <= _known(), "lets a stranger write markup")
    require(all(line.replace("\t", "").isprintable() for line in lines), "lets a stranger steer the terminal")
    page.encode()


def _are_items(given: dict[str, Any]) -> bool:
    items = [given[name] for name in ("row", "card", "terminal") if given.get(name) is not None]
    return isinstance(given.get("row"), dict) and all(map(_is_item, items))


def _is_item(item: object) -> bool:
    attributes = item.values() if isinstance(item, dict) else [None]
    return all(isinstance(each, dict) and all(isinstance(text, str) for text in each.values()) for each in attributes)


def _elements(page: str) -> set[str]:
    parser = Elements()
    parser.feed(page)
    return parser.found


@cache
def _known() -> set[str]:
    """What the pages have in all their shapes, by their templates."""
    templates = (pages._environment().loader.get_source(pages._environment(), name)[0] for name in _names())  # type: ignore[union-attr]
    return {element for template in templates for element in _elements(template)}


def _names() -> tuple[str, ...]:
    return tuple(name for name in pages._environment().list_templates() if name.endswith(".j2"))


def seeds() -> Iterator[bytes]:
    """A case that is open, and one that is decided and claimed."""
    texts = {name: {"S": str(value)} for name, value in validated(decision="review").items() if value != ""}
    numbers = {"timestamp": {"N": str(NOW - 60_000)}, "amount": {"N": "60.50"}, "score": {"N": "0.5"}}
    row = {**texts, **numbers, "reasons": {"S": '["amount_above_review_threshold", "model_amount"]'}}
    card, terminal, _ = remembered()
    yield json.dumps({"row": row, "card": card, "terminal": terminal}).encode()
    verdict = {"reported": {"S": "fraud"}, "reported_by": {"S": "customer"}, "reported_at": {"N": str(NOW)}}
    claim = {"claimed_by": {"S": WHO}, "claimed_until": {"N": str(NOW + 60_000)}}
    yield json.dumps({"row": {**row, **verdict, **claim, "merchant_name": {"S": "<b>Caf\u00e9</b>"}}}).encode()
