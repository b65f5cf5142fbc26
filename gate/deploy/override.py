"""What differs on a local AWS from AWS: settings in a file of their own, which stands beside the judged bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Named = Mapping[str, Mapping[str, Any]]


def override(
    resources: Mapping[str, Named], provider: Mapping[str, Any], types: Iterable[str], given: Mapping[str, Named]
) -> dict[str, Any]:
    """Where the provider finds that AWS, no resource of these types, and what is given, by type and name."""
    none = {type_: {name: {"count": 0} for name in resources.get(type_, ())} for type_ in types}
    changes = {type_: dict(named) for type_, named in {**none, **given}.items() if named}
    # Terraform refuses a block without a label.
    return {"provider": {"aws": dict(provider)}, **({"resource": changes} if changes else {})}


def left_out(resources: Mapping[str, Named], types: Iterable[str]) -> list[str]:
    """The address of each resource of these types."""
    return [f"{type_}.{name}" for type_ in types for name in resources.get(type_, ())]
