"""Where a resource of the API stands: its path from the root, such as `/transaction/{transaction_id}`."""

from __future__ import annotations

from policies.core import Resource, Stack

PATH = "aws_api_gateway_resource"


def path_of(resource: Resource | None, stack: Stack) -> str:
    """Its own part behind those of the resources above it; empty for the root, and for what is no path here."""
    parts: list[str] = []
    seen = set[str]()
    while resource is not None and resource.type == PATH and resource.address not in seen:
        seen.add(resource.address)
        parts.append(f"/{resource.get('path_part')}")
        resource = stack.resolve(resource.get("parent_id"), "id")
    return "".join(reversed(parts))
