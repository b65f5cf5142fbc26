"""The shape of a synthesized file: which blocks it may hold, and each of them as a resource."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from policies.core import strict_json
from policies.core.documents import decoded
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.resources import Resource
from policies.core.strict_json import Json, thaw

TYPED = ("resource", "data", "ephemeral")
LABELLED = ("variable", "output", "module", "check")
LISTED = ("moved", "removed", "import")
SINGLE = ("terraform", "locals")
RESOURCE_TYPE = re.compile(r"[a-z0-9]+_[a-z0-9_]+")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


class Unreadable(ValueError):
    """The file cannot be judged; the message says why, in one line."""


def is_resource(type_: str) -> bool:
    """Whether a block of this type is a resource, and not a data source, a variable or the like."""
    return RESOURCE_TYPE.fullmatch(type_) is not None


def stack_name(file: Json) -> str:
    """Which known stack a file says it is, under `"//".metadata.stackName`; raises Unreadable where it is none."""
    value = file
    for key in ("//", "metadata", "stackName"):
        value = value.get(key) if isinstance(value, Mapping) else None
    if not isinstance(value, str) or value not in KNOWN_STACKS:
        said = "no stack" if value is None else f"the stack {thaw(value)!r}"
        raise Unreadable(f"names {said}, and not one of this project's: {', '.join(KNOWN_STACKS)}")
    return value


def read(file: Json) -> Iterator[Resource]:
    """Every block of the file, in its order; raises Unreadable for what is no synthesized Terraform file."""
    if not isinstance(file, Mapping) or not any(key in file for key in TYPED):
        raise Unreadable("not a synthesized Terraform file: it has no resources")
    for keyword, content in file.items():
        if keyword != "//":
            for block in _blocks(keyword, content):
                own = block.type == "terraform"
                yield replace(block, comment=(block.comment, file.get("//"))) if own else block


def _blocks(keyword: str, content: Json) -> Iterable[Resource]:
    if keyword in TYPED:
        return _typed(keyword, content)
    if keyword in LABELLED:
        return (_block(keyword, name, body) for name, body in _object(content, keyword).items())
    if keyword in SINGLE:
        return (_block(keyword, keyword, content),)
    if keyword in LISTED:
        return (_block(keyword, str(at), body) for at, body in enumerate(_listed(content)))
    if keyword == "provider":
        providers = _object(content, keyword).items()
        return (_block(keyword, name, body) for name, bodies in providers for body in _listed(bodies))
    raise Unreadable(f"the top-level block {keyword!r} is none that Terraform knows")


def _typed(keyword: str, content: Json) -> Iterator[Resource]:
    for type_, named in _object(content, keyword).items():
        if not is_resource(type_):
            raise Unreadable(f"{keyword} {type_!r} is no resource type of a provider")
        for name, body in _object(named, f"{keyword}.{type_}").items():
            if not NAME.fullmatch(name):
                raise Unreadable(f"{keyword} {type_} has a name that Terraform does not take: {name!r}")
            yield _block(type_ if keyword == "resource" else f"{keyword}.{type_}", name, body)


def _block(type_: str, name: str, body: Json) -> Resource:
    values = _object(body, f"{type_}.{name}")
    about = values.get("//")
    metadata = about.get("metadata") if isinstance(about, Mapping) else None
    path = metadata.get("path") if isinstance(metadata, Mapping) else None
    # To Terraform an argument that is null is absent; only a variable's default may be null.
    said = {key: value for key, value in values.items() if value is not None or type_ == "variable"}
    kept = {key: decoded(value) for key, value in said.items() if key != "//"}
    # CDKTF writes a path beside resources alone; another block stands at its address, whatever it says of itself.
    placed = is_resource(type_.rpartition(".")[2]) and isinstance(path, str)
    return Resource(type_, name, strict_json.Frozen(kept), str(path) if placed else None, about)


def _object(value: Json, where: str) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise Unreadable(f"{where} is not an object")
    return value


def _listed(value: Json) -> tuple[Json, ...]:
    return value if isinstance(value, tuple) else (value,)
