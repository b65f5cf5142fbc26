"""What the AWS provider was seen to call in each phase of a deploy, as `make provider-calls` has recorded it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from policies.core import strict_json

FILE = Path(__file__).with_name("provider_calls.json")
Record = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True)
class ProviderCalls:
    """`Service Operation` of each call by phase; the provider's version, and the types that were deployed."""

    provider: str
    types: frozenset[str]
    phases: Mapping[str, frozenset[str]]


def provider_calls() -> ProviderCalls:
    """The record."""
    read = cast("Mapping[str, object]", strict_json.loads(FILE.read_text(encoding="utf-8")))
    phases = {phase: _calls(services) for phase, services in cast("Record", read["phases"]).items()}
    return ProviderCalls(str(read["provider"]), frozenset(cast("tuple[str, ...]", read["types"])), phases)


def _calls(services: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(f"{service} {operation}" for service, names in services.items() for operation in names)
