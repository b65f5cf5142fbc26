"""The page docs/the-attack.md, from the record of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from attack.rows import Row
from attack.run import ROOT
from attack.tables import HEADS, cells, percent

FILE = ROOT / "docs" / "the-attack.md"


def page(kept: Mapping[str, Any]) -> str:
    """The text of the page."""
    # Markdown is no HTML, and what is written here is our own.
    templates = Environment(  # noqa: S701
        loader=PackageLoader("attack", "page"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return templates.get_template("the-attack.md.j2").render(
        kept=kept,
        total=Row(**kept["total"]),
        heads=HEADS,
        by_type=_rows(kept["types"]),
        by_kind=_rows(kept["kinds"]),
        by_attribute=_rows(kept["by_attribute"]),
        percent=percent,
        unfelt={policy: felt for policy, felt in kept["policies"].items() if not felt["alone"]},
        unclaimed=_by_type(kept["only_unclaimed"]),
        unknown_types=sum(count for _, name, count in kept["only_unclaimed"] if not name),
    )


def _rows(rows: Mapping[str, Mapping[str, int]]) -> Sequence[Sequence[str]]:
    return [[name, *cells(Row(**row))] for name, row in rows.items()]


def _by_type(rows: Sequence[tuple[str, str, int]]) -> Mapping[str, Sequence[str]]:
    """The arguments of each type."""
    found: dict[str, list[str]] = {}
    for type_, name, _ in rows:
        if name:
            found.setdefault(type_, []).append(f"`{name}`")
    return found
