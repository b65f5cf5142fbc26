"""Reading a CloudWatch dashboard: its widgets, and what the lines of their graphs measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policies.alarms.shared.metrics import ALARM, DASHBOARD, measured
from policies.core import Resource, Stack
from policies.core.strict_json import Frozen, Json

WIDGET = {"type", "x", "y", "width", "height", "properties"}
GRAPH = {"title", "region", "view", "period", "metrics"}
OPTIONS = {"stat", "label", "color"}


def widgets(dashboard: Resource) -> tuple[Json, ...]:
    """The widgets of a dashboard; none if its body is anything but a list of widgets."""
    body = dashboard.get("dashboard_body")
    listed = body.get("widgets") if isinstance(body, Mapping) and body.keys() == {"widgets"} else None
    return listed if isinstance(listed, tuple) else ()


def graph(widget: Json) -> Mapping[str, Json]:
    """The properties of a widget that is a graph of metrics in the plain form; empty for any other."""
    if not isinstance(widget, Mapping) or widget.keys() != WIDGET or widget["type"] != "metric":
        return {}
    properties = widget["properties"]
    return properties if isinstance(properties, Mapping) and properties.keys() == GRAPH else {}


def lines(widget: Json) -> tuple[Json, ...]:
    """The lines of a graph: `[namespace, metric, dimension, value, ..., {options}]` each."""
    metrics = graph(widget).get("metrics")
    return metrics if isinstance(metrics, tuple) else ()


class Line(NamedTuple):
    """What a line of a graph, or an alarm, measures: a metric by a statistic, in periods of so many seconds."""

    namespace: Json
    metric: Json
    dimensions: Json
    statistic: Json
    period: Json


def measured_by(line: Json, stack: Stack) -> tuple[Resource, ...]:
    """The resources of the stack that a line measures; none if it is not in the plain form."""
    read = _read(line, None)
    return measured(read.namespace, read.metric, read.dimensions, stack) if read else ()


def line_of(alarm: Resource) -> Line:
    """What an alarm measures."""
    statistic = alarm.get("statistic") or alarm.get("extended_statistic")
    dimensions = alarm.get("dimensions") or Frozen({})
    return Line(alarm.get("namespace"), alarm.get("metric_name"), dimensions, statistic, alarm.get("period"))


def not_shown(stack: Stack) -> list[Resource]:
    """The alarms of whose metric no dashboard has a line with the alarm's statistic and period."""
    shown = frozenset(_all_lines(stack))
    return [alarm for alarm in stack.of(ALARM) if line_of(alarm) not in shown]


def _all_lines(stack: Stack) -> Iterator[Line]:
    for widget in (widget for dashboard in stack.of(DASHBOARD) for widget in widgets(dashboard)):
        read = [_read(line, graph(widget).get("period")) for line in lines(widget)]
        yield from (line for line in read if line)


def _read(line: Json, period: Json) -> Line | None:
    if not isinstance(line, tuple):
        return None
    options = line[-1] if line and isinstance(line[-1], Mapping) else {}
    parts = line[:-1] if line and isinstance(line[-1], Mapping) else line
    if not options.keys() <= OPTIONS or len(parts) < 2 or len(parts) % 2:
        return None
    dimensions = Frozen({str(key): value for key, value in zip(parts[2::2], parts[3::2], strict=True)})
    return Line(parts[0], parts[1], dimensions, options.get("stat"), period)
