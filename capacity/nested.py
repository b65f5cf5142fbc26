"""Where a payment of a call can be: among the others of the call, and before an execution of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from capacity.answers import KINDS
from capacity.documents import at, filled
from capacity.places import End, Fork, Place, Step
from policies.core.terraform_file import Unreadable

if TYPE_CHECKING:
    from capacity.ways import Graph

INLINE = 40  # items of an inline map that are under way at a time: AWS's Step Functions guide
ITEM = "$$.Map.Item.Value"
OF_ITEM = re.compile(r"States\.ArrayGetItem\((\$[\w.]+), \$\$\.Map\.Item\.Index\)")
NAMED = re.compile(r"States\.Format\('(.*?)'")
STATUSES = {"": "SUCCEEDED", "States.Timeout": "TIMED_OUT"}


@dataclass(eq=False)
class Each(Fork):
    """A map: its branches are those of a payment of each kind, and how they end is counted elsewhere."""

    _after_all: dict[str, Place] = field(default_factory=dict)

    def after(self, ends: tuple[End, ...]) -> Place:
        """Go on once all have ended, or where one failed by its error."""
        error = next((end.error for end in ends if end.error), "")
        if error not in self._after_all:
            self._after_all[error] = self._after(tuple(end for end in ends if end.error) if error else ())
        return self._after_all[error]


@dataclass(eq=False)
class Started(Step):
    """A task that starts the deciding workflow for one payment, and waits for its end."""

    # An end is kept, so that no other one gets its id.
    _ended: dict[int, tuple[End, Place]] = field(default_factory=dict)

    @cached_property
    def child(self) -> Place:
        """Where its execution begins."""
        parameters, system = self.state["Parameters"], self.graph.system
        named = NAMED.match(parameters["Name.$"])
        if parameters["StateMachineArn"] != system.batches.deciding or named is None:
            raise Unreadable("a payment of a call is given to another workflow, or by another name, than is known here")
        # It begins with the client's id, and has an id of its own.
        name = named[1].replace("{}", system.batches.client, 1).replace("{}", "id")
        given = json.loads(filled({"Input.$": parameters["Input.$"]}, self.document)["Input"])
        return self.graph.of(system.definition, name, given).start(given)

    def ended(self, end: End) -> Place:
        """What comes after the execution's end."""
        if id(end) not in self._ended:
            said = {} if end.error else {"Output": json.dumps(end.output)}
            self._ended[id(end)] = end, self.after({"Status": STATUSES.get(end.error, "FAILED"), **said})
        return self._ended[id(end)][1]


def each(graph: Graph, state: Mapping[str, Any], document: Any) -> Each:
    """The payments of a call, beside each other."""
    processor, most = state["ItemProcessor"], graph.system.batches.most
    if most > min(state.get("MaxConcurrency") or INLINE, INLINE) or processor["ProcessorConfig"]["Mode"] != "INLINE":
        raise Unreadable(f"{most} items of a map are not all under way at a time, and that cannot be simulated")
    branches = []
    for index, kind in enumerate(KINDS):
        item = at(document, f"{state['ItemsPath']}[{index}]")
        selected = _selected(state["ItemSelector"], document, item, index)
        branches.append(graph.of(processor, graph.name, graph.given, kind).start(selected))
    return Each(graph, state, document, tuple(branches))


def _selected(template: Mapping[str, Any], document: Any, item: Any, index: int) -> dict[str, Any]:
    """What an item's branch is given of the document."""
    selected = filled(template, document)
    for key, value in template.items():
        if value == ITEM:
            selected[key.removesuffix(".$")] = item
        elif found := OF_ITEM.fullmatch(str(value)):
            selected[key.removesuffix(".$")] = at(document, f"{found[1]}[{index}]")
    return dict(selected)
