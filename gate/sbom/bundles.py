"""The bill of what is deployed: each function's bundle with its files and what they import, and the other files."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from packageurl import PackageURL

from gate.deployed import Deployed
from gate.provenance.attestation import Statement
from gate.provenance.digests import listed
from gate.sbom.bill import bill, said, sha256
from policies.core.deployed_folder import BUNDLE, FUNCTION
from policies.core.resources import Resource
from policies.core.snapshot import FILE
from policies.core.stack import Stack

Members = Mapping[str, Mapping[str, Any]]


class NoBundle(ValueError):
    """A bundle cannot be read; the message says why, in one line."""


def bundles(deployed: Deployed, statement: Statement) -> Bom:
    """The bill of a folder that was judged; raises NoBundle."""
    files = {entry.path: entry.digest for entry in deployed.entries if entry.kind == FILE}
    needs: dict[Component, Sequence[Component]] = {}
    for block, runtime in _bundles(deployed):
        imports = map(_imported, sorted(imported(_members(block))))
        needs[_bundle(block, files[str(block.path)])] = [_runtime(runtime), *imports]
    packed = {component.bom_ref.value for component in needs}
    needs |= {_file(path, path, digest): () for path, digest in files.items() if path not in packed}
    beside: dict[Component, Sequence[Component]] = {each: () for needed in needs.values() for each in needed}
    return bill("bundles", listed(files), statement, beside | needs, needs)


def imported(members: Members) -> set[str]:
    """What the modules of a bundle import that is neither Python's own nor in the bundle."""
    own = {name.partition("/")[0].removesuffix(".py") for name in members}
    trees = (ast.parse(member["source"]) for member in members.values() if "source" in member)
    return {name for tree in trees for name in _names(tree)} - own - sys.stdlib_module_names


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).partition(".")[0]


def _bundles(deployed: Deployed) -> Iterator[tuple[Resource, str]]:
    """The block of each function's bundle, and the function's runtime."""
    for name in deployed.stacks:
        stack = Stack.load(deployed.file(name) or b"")
        runtimes = {str(each.get("function_name")): str(each.get("runtime")) for each in stack.of(FUNCTION)}
        yield from ((block, runtimes[block.name]) for block in deployed.blocks(name, stack) if block.type == BUNDLE)


def _members(block: Resource) -> Members:
    if block.get("problem"):
        raise NoBundle(f"{block.path}: {block.get('problem')}; run the gate again")
    members: Any = block.values["members"]
    return dict(members)


def _bundle(block: Resource, digest: str) -> Component:
    members = _members(block)
    return Component(
        name=block.name,
        type=ComponentType.APPLICATION,
        bom_ref=block.path,
        hashes=[sha256(digest)],
        components=[_file(f"{block.path}#{name}", name, member["sha256"]) for name, member in members.items()],
        properties=[said("third-party-code", "none is packed: the files are those of lambdas/, as the gate judged")],
    )


def _file(reference: str, name: str, digest: str) -> Component:
    return Component(name=name, type=ComponentType.FILE, bom_ref=reference, hashes=[sha256(digest)])


def _runtime(name: str) -> Component:
    says = "The runtime of AWS Lambda, which AWS keeps up to date."
    return Component(name=name, type=ComponentType.PLATFORM, bom_ref=f"runtime/{name}", description=says)


def _imported(name: str) -> Component:
    return Component(
        name=name,
        type=ComponentType.LIBRARY,
        bom_ref=f"imported/{name}",
        purl=PackageURL("pypi", name=name),
        description="Imported and not packed: it comes with the runtime, in the version that AWS chose.",
    )
