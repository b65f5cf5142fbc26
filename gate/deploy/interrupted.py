"""What an apply that was interrupted had begun to make: Terraform would make it anew, and lose what is in it by now."""

from __future__ import annotations

import json
from collections.abc import Iterator

from gate.deploy.refused import CannotDeploy
from gate.deploy.terraform import Terraform
from gate.plan.losses import lost


def kept(terraform: Terraform) -> Iterator[str]:
    """Has Terraform complete, in place of replacing, each tainted resource that may hold data; names each."""
    for address in _tainted(terraform.quietly("show", "-json")):
        if lost(address.partition(".")[0]):
            terraform.quietly("untaint", address)
            yield f"{address}: an apply was interrupted while it was made; it is kept, and completed"


def _tainted(state: str) -> Iterator[str]:
    try:
        values = json.loads(state).get("values") or {}
        resources = values.get("root_module", {}).get("resources", ())
        yield from sorted(str(each["address"]) for each in resources if each.get("tainted"))
    except (ValueError, LookupError, TypeError, AttributeError):
        raise CannotDeploy("terraform shows no state; nothing was planned") from None
