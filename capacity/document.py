"""The page docs/capacity.md, from what was simulated."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from capacity import cells, design_cells, good_way, runs
from capacity.assumptions import ASSUMED
from capacity.design import LOOK
from capacity.design_runs import SECONDS, WARM, Trial
from capacity.measured import Measured
from capacity.runs import Given, Row, Varied
from capacity.skeleton import skeleton

ROOT = Path(__file__).resolve().parent.parent
PAGE, PICTURE = ROOT / "docs" / "capacity.md", ROOT / "docs" / "capacity.svg"


def digest(given: Given) -> str:
    """What the page is made of: where one of these has changed, the page is stale."""
    system = given.system
    said = {**asdict(system), "definition": skeleton(system.definition), "units": good_way.units(system)}
    made_of = (said, asdict(given.conditions), asdict(given.prices), float(given.seconds), given.seed)
    return sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Simulated:
    """All that the page shows."""

    rows: Sequence[Row]
    served: int
    varied: Sequence[Varied]
    trials: Sequence[Trial]


def document(given: Given, measured: Measured, simulated: Simulated) -> str:
    """The text of the page."""
    return (
        _templates()
        .get_template("capacity.md.j2")
        .render(
            given=given,
            measured=measured,
            rows=[cells.cells(row) for row in simulated.rows],
            headings=cells.HEADINGS,
            served=simulated.served,
            varied=[(ASSUMED[each.name], _told(each.low), _told(each.high)) for each in simulated.varied],
            digest=digest(given),
            runs=runs,
            designs=[design_cells.trial(each) for each in simulated.trials],
            design_headings=design_cells.TRIAL_HEADINGS,
            met=[design_cells.named(each.design) for each in simulated.trials if each.worst.is_met],
            new_table=given.conditions.assumed.table / max(good_way.units(given.system).values()),
            look=LOOK,
            warm=WARM,
            design_seconds=SECONDS,
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
