"""The rulebook in words: the list of all policies, and one policy whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from textwrap import indent

from gate.engines.checkov.second_opinion import TITLES as CHECKS
from gate.engines.checkov.settings import POLICY as SETTINGS
from gate.engines.checkov.settings import TITLE
from gate.engines.coverage import TITLES as CLAIMS
from gate.waivers.apply import TITLES as WAIVERS
from policies.core.examples import Edit, describe
from policies.core.policy import Policy


def overview(policies: Sequence[Policy], *, as_json: bool) -> str:
    """One line a policy: id, severity, title; or the same as a JSON list of objects."""
    rows = [{"id": each.id, "severity": each.severity.value, "title": each.title} for each in policies]
    if as_json:
        return json.dumps(rows, indent=2)
    width = max(len(row["id"]) for row in rows)
    return "\n".join(f"{row['id']:<{width}}  {row['severity']:<8}  {row['title']}" for row in rows)


def explanation(policies: Sequence[Policy], policy_id: str) -> str:
    """One policy whole; raises LookupError, with the ids that are near, for an id that is not in the rulebook."""
    known = {each.id: each for each in policies}
    if policy_id not in known:
        near = get_close_matches(policy_id.upper(), known, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "`gate policies` lists them"
        raise LookupError(f"{policy_id}: no policy has this id; {hint}")
    return "\n".join(_told(known[policy_id]))


def titles(policies: Sequence[Policy]) -> dict[str, str]:
    """The title of every policy by its id, those of the gate's own included."""
    return {**CLAIMS, **CHECKS, **WAIVERS, SETTINGS: TITLE} | {policy.id: policy.title for policy in policies}


def _told(policy: Policy) -> Iterator[str]:
    yield f"{policy.id} ({policy.severity.value}): {policy.title}"
    yield from ("", policy.rationale)
    yield from (
        "",
        f"{'Forbids' if policy.forbids else 'Applies to'}: {', '.join(policy.forbids or policy.applies_to)}",
    )
    if policy.claims:
        yield f"Judges: {', '.join(policy.claims)}"
    yield f"Remediation: {policy.remediation}"
    if not policy.waivable:
        yield "Nobody may waive it."
    yield from ("", "Controls:", *(f"  {each}" for each in policy.controls or ("none",)))
    if policy.compliant:
        yield from ("", "Compliant:", _shown(dict(policy.compliant)))
    for address, values in policy.given.items():
        yield from (f"  beside {address}:", _shown(dict(values)))
    yield from ("", "Violating, each an edit of the compliant example:")
    for name, edit in policy.violating.items():
        yield from (f"  {name}:", indent(_edit(edit), "    "))


def _edit(edit: Edit) -> str:
    return describe(edit)


def _shown(values: object) -> str:
    return indent(json.dumps(values, indent=2, default=dict), "    ")
