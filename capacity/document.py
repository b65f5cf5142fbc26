"""The page docs/capacity.md, from what was simulated."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from capacity import aim, cells, good_way, runs
from capacity.assumptions import ASSUMED
from capacity.measured import Measured
from capacity.runs import Given, Row, Varied
from capacity.skeleton import skeleton
from capacity.tally import milliseconds

ROOT = Path(__file__).resolve().parent.parent
PAGE, PICTURE = ROOT / "docs" / "capacity.md", ROOT / "docs" / "capacity.svg"


def digest(given: Given) -> str:
    """What the page is made of: where one of these has changed, the page is stale."""
    system = given.system
    said = {
        **asdict(system),
        "definition": skeleton(system.definition),
        "units": [good_way.units(system, by_drain=by) for by in (False, True)],
    }
    made_of = (said, asdict(given.conditions), asdict(given.prices), float(given.seconds), given.seed)
    return sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Simulated:
    """All that the page shows: each load on a new and on a warm table, and the highest that is served on either."""

    new: Sequence[Row]
    warm: Sequence[Row]
    served: float
    served_warm: float
    varied: Sequence[tuple[Varied, Varied]]


def document(given: Given, measured: Measured, simulated: Simulated) -> str:
    """The text of the page."""
    return (
        _templates()
        .get_template("capacity.md.j2")
        .render(
            given=given,
            measured=measured,
            new=_shown(simulated.new),
            warm=_shown(simulated.warm, but=_shown(simulated.new)),
            missed=[_missed(rows) for rows in (simulated.new, simulated.warm)],
            headings=cells.HEADINGS,
            served=f"{simulated.served:,g}",
            served_warm=f"{simulated.served_warm:,g}",
            aim=aim,
            varied=[
                (ASSUMED[new.name], *(_told(row) for row in (new.low, new.high, warm.low, warm.high)))
                for new, warm in simulated.varied
            ],
            digest=digest(given),
            runs=runs,
            new_table=given.conditions.assumed.table / max(good_way.units(given.system).values()),
            units=good_way.units(given.system),
        )
    )


def _told(row: Row) -> str:
    slowest = milliseconds(row.tally.decisions, 0.99)
    return f"{cells.percent(row.tally.share(row.tally.decided))}, {cells.whole(slowest)} ms"


def _shown(rows: Sequence[Row], *, but: Sequence[Sequence[str]] = ()) -> Sequence[Sequence[str]]:
    """The rows as they read, from the first on that is not the same in another table."""
    read = [cells.cells(row) for row in rows]
    return read[next((at for at, pair in enumerate(zip(read, but, strict=False)) if pair[0] != pair[1]), 0) :]


def _missed(rows: Sequence[Row]) -> Sequence[tuple[str, str]]:
    return [(said, ", ".join(f"{load:,g}" for load in loads)) for said, loads in aim.missed(rows)]


def _templates() -> Environment:
    # No escape: it is text, of our own figures.
    return Environment(  # noqa: S701
        loader=PackageLoader("capacity", "page"),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
