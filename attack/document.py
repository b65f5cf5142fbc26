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
        percent=percent,
        unfelt=[policy for policy, felt in kept["policies"].items() if not felt["alone"]],
    )


def _rows(rows: Mapping[str, Mapping[str, int]]) -> Sequence[Sequence[str]]:
    return [[name, *cells(Row(**row))] for name, row in rows.items()]
