"""By what a running system is changed, and what of it is made anew, while the provider's calls are recorded."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("changes.toml")
CHANGES: Mapping[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
Stack = Mapping[str, Any]
Settings = dict[str, Any]


def changed(stack: Stack, settings: Mapping[str, Any], *, back: bool = False) -> Settings:
    """The settings of an override, with the changes of the table; `back` leaves only what cannot be taken back."""
    resources = {kind: dict(of_kind) for kind, of_kind in settings.get("resource", {}).items()}
    for kind, name, change in _changes(stack, back):
        of_kind = resources.setdefault(kind, {})
        of_kind[name] = {**of_kind.get(name, {}), **change}
    provider = dict(settings["provider"]["aws"])
    if not back:
        provider["default_tags"] = [{"tags": {**_tags(stack), **CHANGES["tags"]}}]
    return {**settings, "provider": {"aws": provider}, "resource": resources}


def made_anew(stack: Stack) -> list[str]:
    """The options by which Terraform makes anew what the table says."""
    names = [(kind, name) for kind in CHANGES["anew"]["all"] for name in _names(stack, kind)]
    names += [(kind, name) for kind in CHANGES["anew"]["one"] for name in _names(stack, kind)[:1]]
    return [f"-replace={kind}.{name}" for kind, name in names]


def _changes(stack: Stack, back: bool) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for kind, change in CHANGES["all"].items():
        yield from ((kind, name, change) for name in _names(stack, kind))
    for kind, change in CHANGES["one"].items() if not back else ():
        yield from ((kind, name, change) for name in _names(stack, kind)[:1])


def _names(stack: Stack, kind: str) -> list[str]:
    return sorted(stack["resource"].get(kind, {}))


def _tags(stack: Stack) -> Mapping[str, str]:
    tags: Mapping[str, str] = stack["provider"]["aws"][0]["default_tags"][0]["tags"]
    return tags
