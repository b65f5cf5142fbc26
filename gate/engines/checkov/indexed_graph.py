"""Checkov's graph of a file, built in time that grows with the file: where it searches all names, this looks one up.

Importing this takes a second, as it imports Checkov.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from checkov.terraform.graph_builder.local_graph import TerraformLocalGraph
from checkov.terraform.graph_manager import TerraformGraphManager

# Of Checkov's two functions that are replaced here, with what they do besides. Another version may do more.
KNOWN = "a4c41d9c0b87491c73b495aca3238326aa3bb352ad3c0300eac22dda350f9eea"  # pragma: allowlist secret


class UnknownCheckov(RuntimeError):
    """Checkov is not as it is known here; the message says what to do, in one line."""


class _Index(NamedTuple):
    """The vertices by what their names begin with before any bracket; `of` is what it was made of."""

    of: Mapping[str, list[int]]
    length: int
    before_bracket: Mapping[str, list[int]]


class IndexedGraph(TerraformLocalGraph):
    """Checkov's graph, with the same edges."""

    def __init__(self, module: Any) -> None:
        super().__init__(module)
        self._indexes: dict[tuple[Any, str], _Index] = {}

    def _get_possible_vertices(self, module_dependency_by_name_key: Any, block_type: str, name: str) -> list[int]:
        """The vertices of this name, else those of the first one that is this name and a bracket, as `name[0]`."""
        by_type = self.vertices_by_module_dependency_by_name.get(module_dependency_by_name_key, {})
        named = by_type.get(block_type, {})
        return (
            named.get(name)
            or named.get(name.replace('["', "[").replace('"]', "]"))
            or self._index(module_dependency_by_name_key, block_type, named).before_bracket.get(name, [])
        )

    def _index(self, module: Any, block_type: str, named: Mapping[str, list[int]]) -> _Index:
        index = self._indexes.get((module, block_type))
        # Names are added while Checkov unfolds a count, and are never replaced.
        if index is None or index.of is not named or index.length != len(named):
            index = _Index(named, len(named), before_bracket(named))
            self._indexes[module, block_type] = index
        return index


def before_bracket(named: Mapping[str, list[int]]) -> Mapping[str, list[int]]:
    """The vertices of the first name that begins with this text and a bracket."""
    found: dict[str, list[int]] = {}
    for name, vertices in named.items():
        for at, sign in enumerate(name):
            if sign == "[":
                found.setdefault(name[:at], vertices)
    return found


class GraphManager(TerraformGraphManager):
    """Builds this graph in place of Checkov's own."""

    def build_graph_from_definitions(self, definitions: Any, render_variables: bool = True) -> TerraformLocalGraph:
        module, _ = self.parser.parse_hcl_module_from_tf_definitions(definitions, "", self.source)
        graph = IndexedGraph(module)
        graph.build_graph(render_variables=render_variables)
        return graph


def refuse_unknown() -> None:
    """Raises UnknownCheckov unless the functions that are replaced here are those that this was written for."""
    replaced = (
        TerraformLocalGraph._get_possible_vertices,
        TerraformGraphManager.build_graph_from_definitions,
    )
    if sha256("".join(map(inspect.getsource, replaced)).encode()).hexdigest() != KNOWN:
        raise UnknownCheckov("this Checkov builds its graph in another way; compare indexed_graph.py with it")
