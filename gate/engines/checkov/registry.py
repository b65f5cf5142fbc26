"""The checks that Checkov has registered, our policies and our connections among them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from gate.engines.checkov.quiet import quiet
from gate.engines.checkov.scan import CONNECTIONS, prepare


class Check(NamedTuple):
    """A check as Checkov describes it; `file` is its path in the project where it is one of our own connections."""

    id: str
    title: str
    file: str = ""
    types: tuple[str, ...] = ()


def registered(check_id: str) -> Check | None:
    """The check of this id, if there is one for Terraform; raises ScanFailed where Checkov does not import."""
    return _by_id().get(check_id)


def titled(check_id: str) -> str:
    """A check by its id and its title, as far as Checkov has one; raises ScanFailed as `registered` does."""
    return f"{check_id} ({known.title})" if (known := registered(check_id)) else check_id


@cache
def _by_id() -> Mapping[str, Check]:
    prepare()
    from checkov.common.checks.base_check_registry import BaseCheckRegistry  # noqa: PLC0415 - it takes a second
    from checkov.common.checks_infra.registry import get_graph_checks_registry  # noqa: PLC0415

    graph = get_graph_checks_registry("terraform")
    with quiet():
        graph.load_checks()
        graph.load_external_checks(str(CONNECTIONS))
    checks = (*BaseCheckRegistry.get_all_registered_checks(), *graph.checks)
    return {check.id: _described(check) for check in checks}


def _described(check: Any) -> Check:
    path = Path(getattr(check, "check_path", "") or "")
    file = f"policies/{CONNECTIONS.name}/{path.name}" if path.parent == CONNECTIONS else ""
    types = getattr(check, "supported_resources", None) or getattr(check, "resource_types", None) or ()
    return Check(check.id, check.name, file, tuple(type_ for type_ in types if type_.startswith("aws_")))


def checks_of(policy_id: str, type_: str) -> list[Any]:
    """The checks of one of our policies on blocks of a type, as they are registered."""
    from checkov.terraform.checks.provider.registry import provider_registry  # noqa: PLC0415
    from checkov.terraform.checks.resource.registry import resource_registry  # noqa: PLC0415

    registry = provider_registry if type_ == "provider" else resource_registry
    return [check for check in registry.get_checks(type_) if check.id == policy_id]
