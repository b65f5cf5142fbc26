"""Which actions of IAM a deploy needs: those of the provider's calls, and what AWS asks for beside them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from policies.aws.provider_calls import provider_calls

TABLE: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("provider_rights.toml").read_text(encoding="utf-8"))
# Whoever plans reads what is there, and changes nothing.
PLAN = ("plan", "refresh")
DEPLOY = ("plan", "refresh", "apply", "update", "replace", "destroy")


class Unmapped(LookupError):
    """No row of the table says which action a call needs."""


def rights(phases: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The actions that these phases need, each with the calls that need it; raises Unmapped."""
    found: dict[str, set[str]] = {}
    for call in calls(phases):
        for action in actions(call):
            found.setdefault(action, set()).add(call)
    return {action: tuple(sorted(needed)) for action, needed in sorted(found.items())}


def calls(phases: Iterable[str]) -> frozenset[str]:
    """The calls of these phases: those that were recorded, and those that no record can show."""
    recorded = provider_calls().phases
    chosen = tuple(phases)
    unrecorded = (call for row in TABLE["unrecorded"] for phase in chosen for call in row.get(phase, ()))
    return frozenset(unrecorded).union(*(recorded[phase] for phase in chosen))


def actions(call: str) -> Iterator[str]:
    """What a call needs, `lambda:CreateFunction` of `Lambda CreateFunction`; raises Unmapped."""
    if call not in TABLE["free"]:
        yield _own(call)
        yield from (row["action"] for row in TABLE["also"] if call in row["of"])


def _own(call: str) -> str:
    service, _, operation = call.rpartition(" ")
    if service not in TABLE["services"]:
        raise Unmapped(f"policies/aws/provider_rights.toml: no service {service!r}, which {call} needs; add it")
    if service != "API Gateway":
        return f"{TABLE['services'][service]}:{operation}"
    for word, action in TABLE["methods"].items():
        if operation.startswith(word):
            return str(action)
    raise Unmapped(f"policies/aws/provider_rights.toml: no method for {call}; add its first word")
