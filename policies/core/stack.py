"""The synthesized stack: every block of a `cdk.tf.json`, and what is judged beside them, frozen and indexed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from policies.core import strict_json
from policies.core.caching import Once
from policies.core.deployed_folder import TYPES as FOLDER_TYPES
from policies.core.expressions import reference
from policies.core.known_stacks import SYSTEM, stacks_of
from policies.core.resources import Resource
from policies.core.strict_json import Json
from policies.core.terraform_file import Unreadable, read, stack_name


@dataclass(frozen=True)
class Stack(Once):
    """All resources of one synthesized file, in its order, then what its functions call, and the folder it lies in.

    `name` is the one of the known stacks that the file says it is.
    """

    resources: tuple[Resource, ...]
    name: str = SYSTEM

    @classmethod
    def load(cls, data: bytes, records: Iterable[Resource] = ()) -> Stack:
        """The stack that these bytes of a `cdk.tf.json` describe, beside the functions' records; raises Unreadable."""
        try:
            file = strict_json.loads(data.decode())
            return cls(tuple(read(file)), stack_name(file)).beside(records)
        except UnicodeDecodeError:
            raise Unreadable("not text in UTF-8") from None
        except strict_json.NotJson as error:
            raise Unreadable(str(error)) from None
        except RecursionError:
            raise Unreadable("nested too deeply") from None

    def beside(self, blocks: Iterable[Resource]) -> Stack:
        """The stack with these blocks behind it, as far as they belong to it."""
        return Stack((*self.resources, *(block for block in blocks if self.name in stacks_of(block.type))), self.name)

    @property
    def is_alone(self) -> bool:
        """Whether nothing is known of the folder that the file lies in."""
        return not any(type_ in self.by_type for type_ in FOLDER_TYPES)

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
        # What stands in the folder beside this file, another stack above all, refers to nothing in it.
        for resource in (each for each in self.resources if each.type not in FOLDER_TYPES):
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
        mentioning = {id(each): each for each in self.referring_to(resource) if each.type == type_}
        return tuple(each for each in mentioning.values() if self.resolve(each.get(*keys)) is resource)

    def having(self, type_: str, key: str, value: Json) -> tuple[Resource, ...]:
        """The resources of a type whose attribute has this value."""
        if (type_, key) not in self._by_value:
            found: dict[Json, list[Resource]] = {}
            for each in self.of(type_):
                found.setdefault(each.get(key), []).append(each)
            self._by_value[type_, key] = {known: tuple(resources) for known, resources in found.items()}
        return self._by_value[type_, key].get(value, ())

    @cached_property
    def _by_value(self) -> dict[tuple[str, str], Mapping[Json, tuple[Resource, ...]]]:
        return {}
