"""The bill of what is deployed: each function's bundle with its files and what they import, and the other files."""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
# How the references of what is beside the bundles begin.
RUNTIME, IMPORTED = "runtime/", "imported/"


@dataclass(frozen=True)
class Packed:
    """A bundle by its path: the digest of each file in it by name, what runs it, and what its code imports."""

    path: str
    name: str
    members: Mapping[str, str]
    runtime: str
    imports: Collection[str]


class NoBundle(ValueError):
    """A bundle cannot be read; the message says why, in one line."""


def bundles(deployed: Deployed, statement: Statement) -> Bom:
    """The bill of a folder that was judged; raises NoBundle."""
    files = {entry.path: entry.digest for entry in deployed.entries if entry.kind == FILE}
    return of_parts([_packed(*each) for each in _bundles(deployed)], files, statement)


def of_parts(packed: Sequence[Packed], files: Mapping[str, str], statement: Statement) -> Bom:
    """The bill of these bundles among the files, each of which has a digest by its path."""
    needs: dict[Component, Sequence[Component]] = {
        _bundle(each, files[each.path]): [_runtime(each.runtime), *map(_imported, sorted(each.imports))]
        for each in packed
    }
    known = {each.path for each in packed}
    needs |= {_file(path, path, digest): () for path, digest in files.items() if path not in known}
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


def _packed(block: Resource, runtime: str) -> Packed:
    if block.get("problem"):
        raise NoBundle(f"{block.path}: {block.get('problem')}; run the gate again")
    members: Any = block.values["members"]
    digests = {name: member["sha256"] for name, member in members.items()}
    return Packed(str(block.path), block.name, digests, runtime, imported(members))


def _bundle(packed: Packed, digest: str) -> Component:
    return Component(
        name=packed.name,
        type=ComponentType.APPLICATION,
        bom_ref=packed.path,
        hashes=[sha256(digest)],
        components=[_file(f"{packed.path}#{name}", name, digest) for name, digest in packed.members.items()],
        properties=[said("third-party-code", "none is packed: the files are those of lambdas/, as the gate judged")],
    )


def _file(reference: str, name: str, digest: str) -> Component:
    return Component(name=name, type=ComponentType.FILE, bom_ref=reference, hashes=[sha256(digest)])


def _runtime(name: str) -> Component:
    says = "The runtime of AWS Lambda, which AWS keeps up to date."
    return Component(name=name, type=ComponentType.PLATFORM, bom_ref=f"{RUNTIME}{name}", description=says)


def _imported(name: str) -> Component:
    return Component(
        name=name,
        type=ComponentType.LIBRARY,
        bom_ref=f"{IMPORTED}{name}",
        purl=PackageURL("pypi", name=name),
        description="Imported and not packed: it comes with the runtime, in the version that AWS chose.",
    )
