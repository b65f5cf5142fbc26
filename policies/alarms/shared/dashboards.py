"""Reading a CloudWatch dashboard: its widgets, and what the lines of their graphs measure."""

from __future__ import annotations

from collections.abc import Mapping

from policies.alarms.shared.metrics import measured
from policies.core import Resource, Stack
from policies.core.strict_json import Json

WIDGET = {"type", "x", "y", "width", "height", "properties"}
GRAPH = {"title", "region", "view", "period", "metrics"}
OPTIONS = {"stat", "label", "color"}


def widgets(dashboard: Resource) -> tuple[Json, ...]:
    """The widgets of a dashboard; what is no list of widgets and nothing else has none."""
    body = dashboard.get("dashboard_body")
    found = body.get("widgets") if isinstance(body, Mapping) and body.keys() == {"widgets"} else None
    return found if isinstance(found, tuple) else ()


def graph(widget: Json) -> Mapping[str, Json]:
    """The properties of a widget that is a graph of metrics, plainly written; else nothing."""
    if not isinstance(widget, Mapping) or widget.keys() != WIDGET or widget["type"] != "metric":
        return {}
    properties = widget["properties"]
    return properties if isinstance(properties, Mapping) and properties.keys() == GRAPH else {}


def lines(widget: Json) -> tuple[Json, ...]:
    """The lines of a graph: `[namespace, metric, dimension, value, ..., {options}]` each."""
    found = graph(widget).get("metrics")
    return found if isinstance(found, tuple) else ()


def drawn(line: Json, stack: Stack) -> tuple[Resource, ...]:
    """The resources of the stack that a line measures; none if it is not plainly written."""
    if not isinstance(line, tuple) or not all(isinstance(part, str) for part in line[:-1]):
        return ()
    options = line[-1] if line and isinstance(line[-1], Mapping) else {}
    parts = line[:-1] if line and isinstance(line[-1], Mapping) else line
    if not options.keys() <= OPTIONS or len(parts) < 2 or len(parts) % 2:
        return ()
    dimensions = {str(key): value for key, value in zip(parts[2::2], parts[3::2], strict=True)}
    return measured(parts[0], parts[1], dimensions, stack)
