"""A policy in words: title, rationale, controls, remediation and examples."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from textwrap import indent

from policies.core.examples import describe
from policies.core.policy import Policy

WAIVABLE = "It may be waived for a while, except where the resource is exposed (docs/for-auditors.md, Waivers)."


def whole_policy(policy: Policy) -> str:
    """All that a policy says of itself."""
    return "\n".join(_lines(policy))


def judged_stacks(stacks: Sequence[str]) -> str:
    """Which stacks something judges."""
    return f"Stack{'s' if len(stacks) > 1 else ''}: {', '.join(stacks)}"


def file_of(policy: Policy) -> str:
    """The file of a policy, by its path in the project."""
    return f"{type(policy).__module__.replace('.', '/')}.py"


def _lines(policy: Policy) -> Iterator[str]:
    yield from (f"{policy.id} ({policy.severity.value}): {policy.title}", "", policy.rationale, "")
    yield f"File: {file_of(policy)}"
    yield judged_stacks(policy.stacks)
    yield f"{'Forbids' if policy.forbids else 'Applies to'}: {', '.join(policy.forbids or policy.applies_to)}"
    if policy.claims:
        yield f"Judges: {', '.join(policy.claims)}"
    yield f"Remediation: {policy.remediation}"
    yield WAIVABLE if policy.waivable else "Nobody may waive it."
    yield from ("", "Controls:", *(f"  {control}" for control in policy.controls or ("none",)))
    yield from _examples(policy)


def _examples(policy: Policy) -> Iterator[str]:
    if policy.compliant:
        yield from ("", "Compliant:", _json(dict(policy.compliant)))
    for address, values in policy.given.items():
        yield from (f"  beside {address}:", _json(dict(values)))
    yield from ("", "Violating, each an edit of the compliant example:")
    for name, edit in policy.violating.items():
        yield from (f"  {name}:", indent(describe(edit), "    "))


def _json(values: object) -> str:
    return indent(json.dumps(values, indent=2, default=dict), "    ")
