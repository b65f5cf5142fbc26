"""Writing the page and its picture, once all of it is simulated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from capacity import called, plot
from capacity.document import PAGE, PICTURE, Simulated, document
from capacity.measured import Measured
from capacity.runs import CHANCES, SHORT, WARM, Given, Row, assuming, rows, served, warmed
from capacity.varied import varied
from gate.atomic import replace as replace_file


def written(given: Given, measured: Measured, new: Sequence[Row]) -> None:
    """Write both, beside what the rows of a new table show."""
    made = simulated(given, new)
    text = document(given, measured, made)
    replace_file(PICTURE, plot.picture(made.new, made.warm))
    replace_file(PAGE, text)


def simulated(given: Given, new: Sequence[Row]) -> Simulated:
    """All that the page shows, beside these rows."""
    short, loads = replace(given, seconds=SHORT), [row.load for row in new]
    again = {chance: list(rows(short, loads, chance=chance)) for chance in CHANCES}
    warm = list(warmed(given, new))
    warm_again = [list(warmed(short, shown, chance=chance)) for chance, shown in again.items()]
    highest, highest_warm = served(new, *again.values()), served(warm, *warm_again)
    ends = varied(given, highest), varied(assuming(given, "table", WARM), highest_warm)
    return Simulated(new, warm, highest, highest_warm, tuple(zip(*ends, strict=True)), called.simulated(given))
