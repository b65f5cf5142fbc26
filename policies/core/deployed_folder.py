"""The folder that is deployed, as blocks that are judged beside the stack: `folder`, `stack`, `bundle` and `source`.

    folder.fraud-detection  stack, entries (path, kind, sha256), manifest and lock (each None where it cannot be read)
    bundle.fraud-analyzer   filename, digest (base64), members: name to {sha256, source of a .py or document of a
                            small .json}; else problem
    source.fraud-analyzer   members: name to sha256; else problem
    stack.account           each other stack of the folder: the values of its resources by type and name

No file can hold one: to Terraform they are no blocks. Without them, a file is judged alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256

from policies.core import strict_json
from policies.core.bundle import Values, contents
from policies.core.function_sources import NoSource, Sources
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.resources import Resource
from policies.core.snapshot import Entry
from policies.core.strict_json import Json, freeze
from policies.core.terraform_file import Unreadable, is_resource, read, stack_name

FOLDER, STACK, BUNDLE, SOURCE = TYPES = ("folder", "stack", "bundle", "source")
MANIFEST, STACKS, SYNTHESIZED, ASSETS = "manifest.json", "stacks", "cdk.tf.json", "assets"
# By which Terraform takes no provider but those whose checksums it lists.
LOCK = ".terraform.lock.hcl"
FUNCTION = "aws_lambda_function"


def blocks(
    entries: Sequence[Entry], stack: str, resources: Iterable[Resource], sources: Sources | NoSource
) -> Iterator[Resource]:
    """The blocks of a whole output folder for one of its stacks, which holds these resources."""
    place = f"{STACKS}/{stack}"
    listed = [{"path": entry.path, "kind": entry.kind, "sha256": entry.digest} for entry in entries]
    lock, manifest = _text(entries, f"{place}/{LOCK}"), _manifest(entries)
    yield _block(FOLDER, stack, {"stack": stack, "entries": listed, "manifest": manifest, "lock": lock}, place)
    files = {entry.path: entry for entry in entries}
    yield from _others(files, stack)
    for function in resources:
        if function.type == FUNCTION:
            filename = function.get("filename")
            name = str(function.get("function_name"))
            bundle = {"filename": filename, **contents(files.get(f"{place}/{filename}"))}
            yield _block(BUNDLE, name, bundle, f"{place}/{filename}")
    yield from of_sources(sources)


def _others(files: Mapping[str, Entry], stack: str) -> Iterator[Resource]:
    """A block for each other known stack whose file can be read; of another, nobody knows what it holds."""
    for name in KNOWN_STACKS:
        place = f"{STACKS}/{name}/{SYNTHESIZED}"
        entry = files.get(place)
        if name != stack and entry and entry.data is not None:
            with suppress(Unreadable, UnicodeDecodeError, strict_json.NotJson, RecursionError):
                file = strict_json.loads(entry.data.decode())
                if stack_name(file) == name:
                    yield _block(STACK, name, _by_type(file), place)


def _by_type(file: Json) -> Values:
    found: dict[str, dict[str, object]] = {}
    for resource in filter(lambda block: is_resource(block.type), read(file)):
        found.setdefault(resource.type, {})[resource.name] = resource.values
    return found


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


def _source(sources: Sources, package: str) -> Values:
    try:
        return {"members": {name: sha256(data).hexdigest() for name, data in sources.members(package).items()}}
    except NoSource as error:
        return {"members": {}, "problem": str(error)}
