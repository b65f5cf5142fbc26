"""What Terraform makes a resource wait for."""

from __future__ import annotations

from policies.core import Resource
from policies.core.strict_json import Json


def dependencies(resource: Resource) -> frozenset[Json]:
    """The addresses in the resource's depends_on."""
    addresses = resource.get("depends_on")
    return frozenset(addresses) if isinstance(addresses, tuple) else frozenset()
