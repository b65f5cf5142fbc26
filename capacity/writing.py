"""Writing the page and its picture, once all of it is simulated."""

from __future__ import annotations

from collections.abc import Sequence

from capacity import plot
from capacity.design_runs import trials
from capacity.document import PAGE, PICTURE, Simulated, document
from capacity.measured import Measured
from capacity.runs import Given, Row, served, varied
from gate.atomic import replace


def written(given: Given, measured: Measured, rows: Sequence[Row]) -> None:
    """Write both, beside what the rows show."""
    highest = served(given)
    simulated = Simulated(rows, highest, tuple(varied(given, highest)), tuple(trials(given)))
    text = document(given, measured, simulated)
    replace(PICTURE, plot.picture(rows))
    replace(PAGE, text)
