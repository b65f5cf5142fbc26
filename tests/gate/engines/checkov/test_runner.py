"""Our scanner of a file reads it as Checkov does, and builds the same graph, in time that grows with the file."""

import importlib
import json
from cProfile import Profile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gate.engines.checkov.quiet import quiet
from gate.engines.checkov.scan import ScanFailed, prepare, scan
from policies.core.whole_stack import whole_stack

# One worker runs these, since all of them read one import of Checkov.
pytestmark = pytest.mark.xdist_group("second opinion")

CHECKOV, OURS = "checkov.terraform.graph_builder.local_graph", "gate.engines.checkov.indexed_graph"
NAMES = ("a", "b", "ab", "a[0]", 'a["x"]', "b[1]", "a[x]")
TYPES = ("aws_sqs_queue", "aws_kms_key")
REFERENCES = st.builds("${{{}.{}.arn}}".format, st.sampled_from(TYPES), st.sampled_from(NAMES))
VALUES = st.one_of(REFERENCES, st.sampled_from(["${var.a}", "true", "plain", "${local.b}"]))
BODIES = st.fixed_dictionaries({}, optional={"name": VALUES, "key": VALUES, "count": st.sampled_from([1, 2])})
RESOURCES = st.dictionaries(st.sampled_from(TYPES), st.dictionaries(st.sampled_from(NAMES), BODIES), min_size=1)


@given(RESOURCES)
@settings(max_examples=40)
def test_the_graph_has_the_edges_of_checkovs_own(resources: dict[str, Any]) -> None:
    with quiet():
        own, indexed = (
            _edges(manager, resources)
            for manager in (
                part("checkov.terraform.graph_manager.TerraformGraphManager"),
                part(f"{OURS}.GraphManager"),
            )
        )
    assert indexed == own


@given(
    st.dictionaries(st.text('ab[]"0', max_size=6), st.lists(st.integers(), min_size=1, max_size=2)),
    st.text('ab[]"0', max_size=4),
)
def test_a_name_is_found_where_checkov_finds_it(named: dict[str, list[int]], name: str) -> None:
    graphs = [
        kind(SimpleNamespace(blocks=[]))
        for kind in (
            part("checkov.terraform.graph_builder.local_graph.TerraformLocalGraph"),
            part("gate.engines.checkov.indexed_graph.IndexedGraph"),
        )
    ]
    for graph in graphs:
        graph.vertices_by_module_dependency_by_name[None]["resource"].update(named)
    own, indexed = (graph._get_possible_vertices(None, "resource", name) for graph in graphs)
    assert indexed == own


def test_twice_as_many_names_take_at_most_twice_as_many_calls() -> None:
    few, twice = (_calls(count) for count in (200, 400))
    assert twice < 2.2 * few


def test_another_version_of_checkov_is_refused(synthesized: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare()
    monkeypatch.setattr(importlib.import_module(OURS), "KNOWN", "another")
    with pytest.raises(ScanFailed, match=r"builds its graph in another way; compare indexed_graph\.py with it"):
        scan(synthesized, whole_stack(synthesized))


def _edges(manager: Any, resources: dict[str, Any]) -> list[tuple[int, int, str]]:
    content = {"resource": resources, "variable": {"a": {"default": "x"}}, "locals": {"b": "y"}}
    definitions = {
        "/cdk.tf.json": part("checkov.terraform_json.parser.prepare_definition")(json.loads(json.dumps(content)))
    }
    graph = manager(db_connector=None).build_graph_from_definitions(definitions)
    return [(edge.origin, edge.dest, edge.label) for edge in graph.edges]


def _calls(count: int) -> int:
    """Of functions, while the graph of so many queues is built, each of which names something that is not there."""
    queues = {f"queue_{number}": {"name": f"${{aws_sqs_queue.other_{number}.arn}}"} for number in range(count)}
    profile = Profile()
    with quiet():
        profile.runcall(_edges, part(f"{OURS}.GraphManager"), {"aws_sqs_queue": queues})
    return sum(entry.callcount for entry in profile.getstats())


def part(name: str) -> Any:
    """What has this dotted name; Checkov is imported as the gate does it, without its warnings."""
    prepare()
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(module), attribute)
