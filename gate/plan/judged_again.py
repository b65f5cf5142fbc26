"""Judging a file once more by what its references lead to in a plan, where that is something else than they say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gate.engines.judge import by_policies
from gate.model import Finding, Outcome
from gate.plan.judged import Judged
from gate.plan.losses import Allowance
from gate.plan.owners import Owners, is_ours, rewritten
from gate.plan.shown import Shown
from gate.withheld import cleaned
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.stack import Stack

# Whoever reads the lines of a plan need not see what is in an account.
FOREIGN = "that of another account or region"
REMEDY = "plan again from the judged folder; what somebody changed by hand in the account is undone there first"


@dataclass(frozen=True)
class Criteria:
    """By what a plan is judged again: the policies, what the functions were recorded to call, and allowed losses."""

    policies: Sequence[Policy]
    calls: Sequence[Resource]
    allowances: Sequence[Allowance]
    today: date


def judged_again(shown: Shown, judged: Judged, criteria: Criteria) -> Iterator[str]:
    """What the policies find once the values that the plan knows stand where the file refers to them."""
    provider = judged.content["provider"]["aws"][0]
    owners = Owners(shown, str(shown.variables.get("account_id")), str(provider.get("region")), judged.resources)
    elsewhere = dict(owners.elsewhere())
    file = json.dumps(rewritten(json.loads(judged.file), elsewhere)).encode()
    if not elsewhere or json.loads(file) == judged.content:
        return
    for reference, other in sorted(elsewhere.items()):
        what = other if is_ours(other) else FOREIGN
        yield f"{reference}: is {what} in the plan, and no other resource may be taken for it; {REMEDY}"
    before = {*_failures(judged.file, criteria)}
    for finding in _failures(file, criteria):
        if finding not in before:
            details = _without([other for other in elsewhere.values() if not is_ours(other)], finding.details)
            yield f"{finding.place}: as planned, {details}; {finding.remedy} [{finding.policy}]"


def _without(foreign: Iterable[str], details: str) -> str:
    """What a policy says, without the values that the plan has and the judged file has not."""
    for arn in sorted(foreign, key=len, reverse=True):
        details = details.replace(arn, FOREIGN)
        account = arn.split(":")[4]
        details = details.replace(account, "(withheld)") if account.isdigit() else details
    return details


def _failures(file: bytes, criteria: Criteria) -> Iterator[Finding]:
    for finding in by_policies(Stack.load(file, criteria.calls), criteria.policies):
        if finding.outcome is not Outcome.PASS:
            yield cleaned(finding)
