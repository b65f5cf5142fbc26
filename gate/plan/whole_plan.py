"""What `terraform show -json` says, if it is of the whole stack and holds nothing that the gate does not know."""

from __future__ import annotations

from collections.abc import Mapping

from gate.plan.broken import BrokenPlan
from policies.core.strict_json import Json, NotJson, loads

# What Terraform 1.11 shows of a plan. What only a later one has may do anything.
KNOWN = frozenset(
    {"format_version", "terraform_version", "timestamp", "applyable", "complete", "errored"}
    | {"variables", "configuration", "prior_state", "planned_values", "relevant_attributes", "checks"}
    | {"resource_drift", "resource_changes", "output_changes"}
)


def whole_plan(text: str) -> Mapping[str, Json]:
    """The plan in this text; raises BrokenPlan."""
    try:
        plan = loads(text)
    except NotJson as error:
        raise BrokenPlan(f"terraform shows no plan: {error}") from None
    if not isinstance(plan, Mapping) or not str(plan.get("format_version", "")).startswith("1."):
        raise BrokenPlan("terraform shows it in a format that the gate does not know; use Terraform 1")
    if plan.get("errored") is not False or plan.get("complete") is not True:
        raise BrokenPlan("is not of the whole stack; plan it without -target, and without an error")
    for name in sorted(plan.keys() - KNOWN):
        if plan[name]:
            raise BrokenPlan(f"has {name}, which the gate does not know; use Terraform 1.11")
    return plan
