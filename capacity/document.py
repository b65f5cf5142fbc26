"""The page docs/capacity.md, from what was simulated."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from capacity import aim, cells, good_way, runs
from capacity.assumptions import ASSUMED
from capacity.called import Called
from capacity.measured import Measured
from capacity.runs import Given, Row
from capacity.skeleton import skeleton
from capacity.tally import milliseconds
from capacity.varied import Varied

ROOT = Path(__file__).resolve().parent.parent
PAGE, PICTURE = ROOT / "docs" / "capacity.md", ROOT / "docs" / "capacity.svg"


def digest(given: Given) -> str:
    """What the page is made of: where one of these has changed, the page is stale."""
    system = given.system
    said = {
        **asdict(system),
        "definition": skeleton(system.definition),
        "batches": {**asdict(system.batches), "definition": skeleton(system.batches.definition)},
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
    called: Called


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
            missed=[_missed(aim.missed(rows)) for rows in (simulated.new, simulated.warm)],
            cells=cells,
            served=f"{simulated.served:,g}",
            served_warm=f"{simulated.served_warm:,g}",
            aim=aim,
            varied=_varied(simulated),
            calls=_calls(simulated.called),
            digest=digest(given),
            runs=runs,
            units=good_way.units(given.system),
        )
    )


def _told(row: Row) -> str:
    slowest = milliseconds(row.tally.decisions, 0.99)
    return f"{cells.percent(row.tally.share(row.tally.decided))}, {cells.whole(slowest)} ms"


def _shown(
    rows: Sequence[Row], read_as: Callable[[Row], Sequence[str]] = cells.cells, *, but: Sequence[Sequence[str]] = ()
) -> Sequence[Sequence[str]]:
    """The rows as they read, from the first on that is not the same in another table."""
    read = [read_as(row) for row in rows]
    return read[next((at for at, pair in enumerate(zip(read, but, strict=False)) if pair[0] != pair[1]), 0) :]


def _missed(missed: Iterable[tuple[str, list[float]]]) -> Sequence[tuple[str, str]]:
    return [(said, ", ".join(f"{load:,g}" for load in loads)) for said, loads in missed]


def _varied(simulated: Simulated) -> Sequence[Sequence[object]]:
    ends = [
        (new.name, (new.low, new.high, warm.low, warm.high, called.low, called.high))
        for (new, warm), called in zip(simulated.varied, simulated.called.varied, strict=True)
    ]
    return [(ASSUMED[name], *map(_told, rows)) for name, rows in ends]


def _calls(called: Called) -> Mapping[str, object]:
    new = _shown(called.new, cells.called)
    return {
        "new": new,
        "warm": _shown(called.warm, cells.called, but=new),
        "missed": [_missed(aim.missed_in_calls(rows)) for rows in (called.every_new, called.every_warm)],
        "served": f"{called.served:,g}",
        "served_warm": f"{called.served_warm:,g}",
        "mixed": cells.beside(*called.mixed),
        "is_drained": all(row.is_served for row in called.mixed),
    }


def _templates() -> Environment:
    # No escape: it is text, of our own figures.
    return Environment(  # noqa: S701
        loader=PackageLoader("capacity", "page"),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
