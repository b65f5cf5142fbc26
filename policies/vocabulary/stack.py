"""The synthesized stack: every block of a `cdk.tf.json`, frozen and indexed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from policies.vocabulary import strict_json
from policies.vocabulary.expression import reference
from policies.vocabulary.resources import Resource
from policies.vocabulary.strict_json import Json

TYPED = ("resource", "data", "ephemeral")
LABELLED = ("variable", "output", "module", "check")
LISTED = ("moved", "removed", "import")
SINGLE = ("terraform", "locals")
RESOURCE_TYPE = re.compile(r"[a-z0-9]+_[a-z0-9_]+")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


class Unreadable(ValueError):
    """The file cannot be judged; the message says why, in one line."""


@dataclass(frozen=True)
class Stack:
    """All resources of one synthesized file, in the file's order."""

    resources: tuple[Resource, ...]

    @classmethod
    def load(cls, data: bytes) -> Stack:
        """The stack that these bytes of a `cdk.tf.json` describe; raises Unreadable."""
        try:
            file = strict_json.loads(data.decode())
            return cls(tuple(_resources(file)))
        except UnicodeDecodeError:
            raise Unreadable("not text in UTF-8") from None
        except strict_json.NotJson as error:
            raise Unreadable(str(error)) from None
        except RecursionError:
            raise Unreadable("nested too deeply") from None

    @cached_property
    def by_type(self) -> Mapping[str, tuple[Resource, ...]]:
        found: dict[str, list[Resource]] = {}
        for resource in self.resources:
            found.setdefault(resource.type, []).append(resource)
        return {type_: tuple(resources) for type_, resources in found.items()}

    @cached_property
    def by_address(self) -> Mapping[str, Resource]:
        return {resource.address: resource for resource in self.resources}

    @cached_property
    def _referring(self) -> Mapping[tuple[str, str], tuple[Resource, ...]]:
        found: dict[tuple[str, str], list[Resource]] = {}
        for resource in self.resources:
            for type_, name, _ in resource.references:
                found.setdefault((type_, name), []).append(resource)
        return {address: tuple(resources) for address, resources in found.items()}

    def referring_to(self, resource: Resource) -> tuple[Resource, ...]:
        """The resources that refer to this one in any place, once for each reference."""
        return self._referring.get((resource.type, resource.name), ())

    def of(self, *types: str) -> tuple[Resource, ...]:
        """The resources of these types."""
        return tuple(resource for type_ in types for resource in self.by_type.get(type_, ()))

    def resolve(self, value: Json, attribute: str | None = None) -> Resource | None:
        """The resource that a value refers to: the whole value is `${type.name.attribute}`, and that is in the file.

        With `attribute`, the reference must be to that attribute.
        """
        found = reference(value)
        if found is None or (attribute is not None and found[2] != attribute):
            return None
        return self.by_address.get(f"{found[0]}.{found[1]}")

    def pointing_at(self, resource: Resource, type_: str, *keys: str) -> tuple[Resource, ...]:
        """The resources of a type whose value below these keys refers to `resource`."""
        return tuple(other for other in self.of(type_) if self.resolve(other.get(*keys)) is resource)


def _resources(file: Json) -> Iterator[Resource]:
    if not isinstance(file, Mapping) or not any(key in file for key in TYPED):
        raise Unreadable("not a synthesized Terraform file: it has no resources")
    for keyword, content in file.items():
        if keyword == "//":
            continue
        yield from _blocks(keyword, content)


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
        if not RESOURCE_TYPE.fullmatch(type_):
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
    kept = {key: strict_json.decoded(value) for key, value in values.items() if key != "//"}
    return Resource(type_, name, strict_json.read_only(kept), path if isinstance(path, str) else None)


def _object(value: Json, where: str) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise Unreadable(f"{where} is not an object")
    return value


def _listed(value: Json) -> tuple[Json, ...]:
    return value if isinstance(value, tuple) else (value,)
