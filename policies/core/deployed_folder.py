"""The folder that is deployed, as blocks that are judged beside the stack: `folder`, `bundle` and `source`.

    folder.fraud-detection  stack, entries (path, kind, sha256), manifest and lock (each None where it cannot be read)
    bundle.fraud-analyzer   filename, digest (base64), members: name to {sha256, source of a .py}; else problem
    source.fraud-analyzer   members: name to sha256; else problem

No file can hold one: to Terraform they are no blocks. Without them, a file is judged alone.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from policies.core import strict_json
from policies.core.function_sources import NoSource, Sources
from policies.core.packed import NotPlain, members, text
from policies.core.resources import Resource
from policies.core.snapshot import Entry
from policies.core.strict_json import Json, freeze

FOLDER, BUNDLE, SOURCE = TYPES = ("folder", "bundle", "source")
MANIFEST, STACKS, SYNTHESIZED, ASSETS = "manifest.json", "stacks", "cdk.tf.json", "assets"
# By which Terraform takes no provider but those whose checksums it lists.
LOCK = ".terraform.lock.hcl"
FUNCTION = "aws_lambda_function"
Values = Mapping[str, object]


def blocks(
    entries: Sequence[Entry], stack: str, resources: Iterable[Resource], sources: Sources | NoSource
) -> Iterator[Resource]:
    """The blocks of a whole output folder for one of its stacks, which holds these resources."""
    place = f"{STACKS}/{stack}"
    listed = [{"path": entry.path, "kind": entry.kind, "sha256": entry.digest} for entry in entries]
    lock, manifest = _text(entries, f"{place}/{LOCK}"), _manifest(entries)
    yield _block(FOLDER, stack, {"stack": stack, "entries": listed, "manifest": manifest, "lock": lock}, place)
    files = {entry.path: entry for entry in entries}
    for function in resources:
        if function.type == FUNCTION:
            filename = function.get("filename")
            name = str(function.get("function_name"))
            bundle = {"filename": filename, **_bundle(files.get(f"{place}/{filename}"))}
            yield _block(BUNDLE, name, bundle, f"{place}/{filename}")
    yield from of_sources(sources)


def of_sources(sources: Sources | NoSource) -> Iterator[Resource]:
    """A block `source` for each package of a function; one for them all where none can be read."""
    if isinstance(sources, NoSource):
        yield _block(SOURCE, "lambdas", {"problem": str(sources)}, "lambdas")
        return
    for package in sources.packages:
        yield _block(SOURCE, package.replace("_", "-"), _source(sources, package), f"lambdas/{package}")


def _block(type_: str, name: str, values: Values, path: str) -> Resource:
    frozen = freeze(values)
    assert isinstance(frozen, strict_json.Frozen)  # noqa: S101 - for mypy
    return Resource(type_, name, frozen, path)


def _manifest(entries: Iterable[Entry]) -> Json:
    try:
        return strict_json.loads(_text(entries, MANIFEST) or "")
    except strict_json.NotJson:
        return None


def _text(entries: Iterable[Entry], path: str) -> str | None:
    data = next((entry.data for entry in entries if entry.path == path), None)
    try:
        return None if data is None else data.decode()
    except UnicodeDecodeError:
        return None


def _bundle(entry: Entry | None) -> Values:
    if entry is None or entry.data is None:
        reason = entry.problem or f"is a {entry.kind}, and no regular file" if entry else "is missing"
        return {"members": {}, "problem": reason}
    digest = {"digest": base64.b64encode(sha256(entry.data).digest()).decode()}
    try:
        return digest | {"members": {name: _member(name, data) for name, data in members(entry.data).items()}}
    except NotPlain as error:
        return digest | {"members": {}, "problem": str(error)}


def _member(name: str, data: bytes) -> Values:
    source = {"source": text(name, data)} if name.endswith(".py") else {}
    return {"sha256": sha256(data).hexdigest(), **source}


def _source(sources: Sources, package: str) -> Values:
    try:
        return {"members": {name: sha256(data).hexdigest() for name, data in sources.members(package).items()}}
    except NoSource as error:
        return {"members": {}, "problem": str(error)}
