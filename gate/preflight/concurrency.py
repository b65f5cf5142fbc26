"""Whether the account has the concurrent executions that the functions reserve."""

from __future__ import annotations

from collections.abc import Mapping

from gate.preflight.precondition import Precondition, missing, ok, unknown

# What AWS does not let anybody reserve.
KEPT = 100
NAME = "concurrency"


def concurrency(reserved: Mapping[str, int], unreserved: int | None, own: int = 0) -> Precondition:
    """`unreserved` is what the account has unreserved now, and `own` what is reserved for these functions already."""
    needed = sum(reserved.values())
    if unreserved is None:
        return unknown(
            NAME,
            f"{needed} are reserved, and AWS keeps {KEPT}; what the account has is not known",
            "give it with --unreserved-concurrency, or ask with --aws",
        )
    left = unreserved + own - needed
    said = f"{unreserved} are unreserved, the functions reserve {needed}, {f'{own} of them already, ' if own else ''}"
    if left < KEPT:
        return missing(
            NAME,
            f"{said}and {left} would be left of the {KEPT} that AWS keeps",
            f"ask for a quota of {KEPT - left} more: aws service-quotas request-service-quota-increase "
            f"--service-code lambda --quota-code L-B99A9384 --desired-value N",
        )
    return ok(NAME, f"{said}and {left} are left")
