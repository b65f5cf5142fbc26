"""The page docs/capacity.md, from what was simulated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from capacity import cells, good_way, runs
from capacity.assumptions import ASSUMED
from capacity.measured import Measured
from capacity.runs import Given, Row, Varied

ROOT = Path(__file__).resolve().parent.parent
PAGE, PICTURE = ROOT / "docs" / "capacity.md", ROOT / "docs" / "capacity.svg"


def digest(given: Given) -> str:
    """What the page is made of: where one of these has changed, the page is stale."""
    made_of = (asdict(given.system), asdict(given.conditions), asdict(given.prices))
    return sha256(repr((made_of, float(given.seconds), given.seed)).encode()).hexdigest()


def document(given: Given, measured: Measured, rows: Sequence[Row], served: int, varied: Sequence[Varied]) -> str:
    """The text of the page."""
    return (
        _templates()
        .get_template("capacity.md.j2")
        .render(
            given=given,
            measured=measured,
            rows=[cells.cells(row) for row in rows],
            headings=cells.HEADINGS,
            served=served,
            varied=[(ASSUMED[each.name], _told(each.low), _told(each.high)) for each in varied],
            digest=digest(given),
            runs=runs,
            units=good_way.units(given.system),
        )
    )


def _told(row: Row) -> str:
    return f"{cells.percent(row.tally.share(row.tally.decided))}, {cells.whole(row.tally.milliseconds(0.99))} ms"


def _templates() -> Environment:
    # No escape: it is text, of our own figures.
    return Environment(  # noqa: S701
        loader=PackageLoader("capacity", "page"),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
