"""The diagram as trees: each box beside the one that leads to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gate.diagram.boxes import Box, Linking, tracing, unlinked
from gate.diagram.kinds import API, BOXES, KEY, kind_of, type_of
from gate.diagram.lanes import lanes
from gate.diagram.links import Links
from policies.core.resources import Resource
from policies.core.stack import Stack


@dataclass(frozen=True)
class Node:
    """A box in its column, and what it leads to.

    The children of a `panel` are steps inside it. The arrow that comes to it is one of `failure`. A step `follows` the
    one above it, or others by a lane beside the steps: `past` has the number of each and its lane.
    """

    box: Box
    column: int
    children: tuple[Node, ...] = ()
    panel: bool = False
    failure: bool = False
    follows: bool = False
    past: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Diagram:
    """The trees, what serves everything and stands at the foot, and whether a client calls from outside."""

    trees: tuple[Node, ...]
    foot: tuple[Box, ...]
    client: bool
    region: str
    name: str


def diagram(stack: Stack, box_of: Mapping[str, Resource], link: Linking = unlinked) -> Diagram:
    """The diagram of a stack, in which each resource belongs to this box; `link` says where a box leads to."""
    links = Links.of(stack, box_of, link)
    foot = [address for address in links.boxes if kind_of(type_of(address)).column is None]
    foot.sort(key=lambda address: (type_of(address) != KEY, links.boxes[address].service, links.boxes[address].names))
    return Diagram(
        trees=tuple(_node(address, BOXES[type_of(address)].column or 0, links) for address in links.roots()),
        foot=(*(links.boxes[address] for address in foot), *tracing(stack)),
        client=bool(stack.of(API)),
        region=", ".join(str(provider.get("region")) for provider in stack.of("provider")),
        name=stack.name,
    )


def _node(address: str, column: int, links: Links, *, failure: bool = False) -> Node:
    box, children = links.boxes[address], links.children(address)
    if address in links.workflows:
        return Node(box, column, tuple(_steps(address, column, links)), panel=True, failure=failure)
    box = replace(box, details=(*box.details, *links.words(address)))
    failing = [child for child in children if links.is_failure(address, child)]
    nodes = [*_beside(children, column, links, failing=failing)]
    if address in links.people:
        taken = any(node.column == column for node in nodes)
        nodes.append(Node(links.people[address], column + 1 if taken else column))
    return Node(box, column, tuple(nodes), failure=failure)


def _beside(addresses: Sequence[str], column: int, links: Links, *, failing: Collection[str] = ()) -> Iterator[Node]:
    """Right of what leads to them, or below it if just one is of the same column."""
    wanted = [BOXES[type_of(address)].column or 0 for address in addresses]
    for address, own in zip(addresses, wanted, strict=True):
        below = own == column and wanted.count(column) == 1
        yield _node(address, column if below else max(own, column + 1), links, failure=address in failing)


def _steps(machine: str, column: int, links: Links) -> Iterator[Node]:
    """The steps of a workflow, each with what it is the first to call; what is called again is said in words."""
    left, known = links.children(machine), links.workflows[machine]
    numbers = {step.name: number for number, step in enumerate(known)}
    pairs = [(numbers[name], numbers[step.name]) for step in known for name in step.after]
    beside = lanes((source, target) for source, target in pairs if target > source + 1)
    for number, step in enumerate(known):
        mine = [address for address in left if address in step.calls]
        left = [address for address in left if address not in mine]
        again = (links.named(address) for address in step.calls if address in links.boxes and address not in mine)
        said = (f"then → {known[to].name}" for of, to in pairs if of == number != to - 1 and (of, to) not in beside)
        past = tuple((of, lane) for (of, to), lane in beside.items() if to == number)
        box, called = _step(step.name, step.action, *again, *said), tuple(_beside(mine, column, links))
        yield Node(box, column, called, follows=(number - 1, number) in pairs, past=past)
    if left:
        yield Node(_step("if a step fails", "Catch"), column, tuple(_beside(left, column, links, failing=left)))


def _step(name: str, *details: str) -> Box:
    return Box("", "step", (name,), details)
