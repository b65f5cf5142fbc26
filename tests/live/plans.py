"""What Terraform would change in the running system, and what it then does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from live.system import System

Instance = dict[str, Any]
Edit = Callable[[str, Instance], None]
# Terraform goes by its state alone, and asks the local AWS nothing.
FROM_STATE = "-refresh=false"
DESTROYED_FIRST, CREATED_FIRST = ("delete", "create"), ("create", "delete")


class Change(NamedTuple):
    """What a plan does to one resource, `("delete", "create")`, and the attributes that it has before and after."""

    actions: tuple[str, ...]
    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def attributes(self) -> frozenset[str]:
        """The names of the attributes that differ."""
        return frozenset(name for name in {**self.before, **self.after} if self._differs(name))

    def _differs(self, name: str) -> bool:
        return bool(self.before.get(name) != self.after.get(name))


def planned(system: System, *options: str) -> dict[str, Change]:
    """By address, the changes of a new plan; `apply` applies it."""
    terraform, plan = system.deployment.terraform, str(_path(system, "plan"))
    terraform("plan", "-input=false", "-no-color", f"-out={plan}", *options)
    changes = json.loads(terraform("show", "-json", plan)).get("resource_changes", [])
    return {each["address"]: _change(each["change"]) for each in changes if each["change"]["actions"] != ["no-op"]}


def apply(system: System) -> None:
    """Apply the plan that was made last; raises TerraformFailed."""
    system.deployment.terraform("apply", "-input=false", "-no-color", "-parallelism=20", str(_path(system, "plan")))


def beginning(stack: dict[str, Any], prefix: str) -> str:
    """The first address of the synthesized file that begins so; raises LookupError."""
    known = (f"{type_}.{name}" for type_, resources in stack["resource"].items() for name in resources)
    for address in known:
        if address.startswith(prefix):
            return address
    raise LookupError(f"no resource of the stack begins with {prefix}")


def from_edited(system: System, edit: Edit) -> str:
    """The option that plans from a copy of the state; `edit` gets the address and the instance of each resource."""
    return f"-state={_edited(system, edit)}"


def put_edited(system: System, edit: Edit) -> None:
    """Edit the state itself."""
    system.deployment.terraform("state", "push", "-force", _edited(system, edit))


def tainted(*addresses: str) -> Edit:
    """Marks these resources as ones whose creation failed half-way, and no other."""

    def edit(address: str, instance: Instance) -> None:
        instance.pop("status", None)
        if address in addresses:
            instance["status"] = "tainted"

    return edit


def _edited(system: System, edit: Edit) -> str:
    state = json.loads(system.deployment.terraform("state", "pull"))
    for address, instance in _instances(state):
        edit(address, instance)
    state["serial"] += 1
    path = _path(system, "edited.tfstate")
    path.write_text(json.dumps(state))
    return str(path)


def _instances(state: dict[str, Any]) -> Iterator[tuple[str, Instance]]:
    for resource in state["resources"]:
        for instance in resource["instances"]:
            yield f"{resource['type']}.{resource['name']}", instance


def _change(change: dict[str, Any]) -> Change:
    return Change(tuple(change["actions"]), change["before"] or {}, change["after"] or {})


def _path(system: System, name: str) -> Path:
    # Beside the copy of the judged folder, and not in it.
    return system.deployment.terraform.folder.parent / name
