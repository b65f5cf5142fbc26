"""What Terraform makes a resource wait for, and which resources it therefore replaces in which order."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core import Resource, Stack
from policies.core.strict_json import Json


def dependencies(resource: Resource) -> frozenset[Json]:
    """The addresses in the resource's depends_on."""
    addresses = resource.get("depends_on")
    return frozenset(addresses) if isinstance(addresses, tuple) else frozenset()


def needed_by(resource: Resource) -> tuple[str, ...]:
    """The addresses of all that a resource waits for: what it refers to anywhere, and what its depends_on names."""
    named = (address for address in dependencies(resource) if isinstance(address, str))
    return tuple(sorted({*named, *(f"{type_}.{name}" for type_, name, _ in resource.references)}))


def graph(stack: Stack) -> Mapping[str, tuple[str, ...]]:
    """By address, what each block waits for."""
    return {block.address: block.once(needed_by) for block in stack.resources}


def created_first(stack: Stack) -> Mapping[str, tuple[str, ...]]:
    """By address, the way by which each resource came to be created before it is destroyed, itself last.

    Terraform lets lifecycle.create_before_destroy spread to whatever a resource waits for, by whatever detour: it
    cannot put the order of the one and of the other into one graph.
    """
    found: dict[str, tuple[str, ...]] = {each.address: (each.address,) for each in stack.resources if _says_so(each)}
    waiting = list(found)
    for address in waiting:
        resource = stack.by_address.get(address)
        for needed in needed_by(resource) if resource else ():
            if needed not in found:
                found[needed] = (*found[address], needed)
                waiting.append(needed)
    return found


def _says_so(resource: Resource) -> bool:
    blocks = resource.blocks("lifecycle")
    return any(block.get("create_before_destroy") not in (None, False) for block in blocks)
