"""What nobody may waive: by what becomes possible at a place, and by what else fails there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from gate.check_ids import GRAPH, is_check
from gate.own_rules import OWN_RULES
from policies.core.policy import Policy


def refusal(policy_id: str, at_place: Set[str], policies: Sequence[Policy], exposed: Sequence[str]) -> str:
    """Why a waiver of this id does not count at a place, where `at_place` fails and `exposed` is possible.

    Empty where it may count: the policy is one that may be waived, and so is all that fails beside it.
    """
    by_id = {policy.id: policy for policy in policies}
    beside = sorted(other for other in at_place - {policy_id} if not is_waivable(other, by_id))
    if not is_waivable(policy_id, by_id):
        return f"is of {policy_id}, which nobody may waive"
    if exposed:
        return f"does not count, as nobody may waive what stands there: {'; '.join(exposed)}"
    if beside:
        return f"does not count, as nobody may waive {', '.join(beside)}, which fails there, too"
    if is_check(policy_id) and not at_place & by_id.keys():
        return f"is of {policy_id} alone, and no policy beside it says what is wrong"
    return ""


def is_waivable(policy_id: str, by_id: Mapping[str, Policy]) -> bool:
    """Whether it is a policy that may be waived, or a check of Checkov's, which goes by the policies beside it."""
    policy = by_id.get(policy_id.removeprefix(GRAPH))
    return policy.waivable if policy else is_check(policy_id) and policy_id not in OWN_RULES
