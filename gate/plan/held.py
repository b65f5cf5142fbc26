"""A plan held to the judged file: why it must not be applied, if so, and what it makes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gate.engines.judge import by_policies
from gate.model import Finding, Outcome
from gate.plan.attributes import Attributes
from gate.plan.beside import Beside
from gate.plan.differences import Comparison, Difference, Later
from gate.plan.judged import Judged
from gate.plan.known import Known
from gate.plan.left_to_aws import left_to_aws
from gate.plan.losses import Allowance, losses
from gate.plan.owners import Owners, rewritten
from gate.plan.saved import SavedPlan
from gate.plan.shown import NOTHING, UPDATE, Change, Shown
from gate.provider.schema import schema
from gate.withheld import cleaned
from policies.core.deployed_folder import SYNTHESIZED
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.stack import Stack

REMEDY = "plan again from the judged folder; what somebody changed by hand in the account is undone there first"


@dataclass(frozen=True)
class Criteria:
    """By what a plan is judged again: the policies, what the functions were recorded to call, and allowed losses."""

    policies: Sequence[Policy]
    calls: Sequence[Resource]
    allowances: Sequence[Allowance]
    today: date


@dataclass(frozen=True)
class Held:
    """What came of it; with a refusal the plan must not be applied."""

    refusals: tuple[str, ...]
    later: tuple[Later, ...]
    actions: Mapping[str, int]
    outputs_change: bool = False

    @property
    def changes_nothing(self) -> bool:
        return not self.outputs_change and not {*self.actions} - {NOTHING}


def hold(saved: SavedPlan, shown: Shown, judged: Judged, criteria: Criteria) -> Held:
    """The plan, as it was saved and as Terraform shows it, held to the judged file."""
    compared = list(_compared(shown, judged))
    refusals = [
        *saved.unlike({SYNTHESIZED: judged.file, **judged.settings}, judged.lock),
        *(_line(each) for each in compared if isinstance(each, Difference)),
        *_judged_again(shown, judged, criteria),
        *losses(shown, judged.stack, criteria.allowances, criteria.today),
    ]
    later = tuple(each for each in compared if isinstance(each, Later))
    outputs_change = any(change.action != NOTHING for change in shown.outputs.values())
    actions = Counter(_action(change, judged) for change in shown.all_changes)
    return Held(tuple(refusals), later, actions, outputs_change)


def _action(change: Change, judged: Judged) -> str:
    lost = judged.lost.get(change.type, frozenset())
    return NOTHING if change.action == UPDATE and change.changed <= lost else change.action


def _compared(shown: Shown, judged: Judged) -> Iterator[Difference | Later]:
    content = judged.content
    variables = content.get("variable", {})
    ephemeral = frozenset(name for name, variable in variables.items() if variable.get("ephemeral"))
    known = Known(shown, ephemeral)
    comparison = Comparison(known, schema(), Attributes(left_to_aws(), Beside.of(content, shown)))
    yield from comparison.resources(judged.resources)
    yield from comparison.outputs(content.get("output", {}))


def _judged_again(shown: Shown, judged: Judged, criteria: Criteria) -> Iterator[str]:
    """What the policies find once the values that the plan knows stand where the file refers to them."""
    provider = judged.content["provider"]["aws"][0]
    owners = Owners(shown, str(shown.variables.get("account_id")), str(provider.get("region")))
    astray = dict(owners.led_astray())
    file = json.dumps(rewritten(json.loads(judged.file), astray)).encode()
    if not astray or json.loads(file) == judged.content:
        return
    for reference, other in sorted(astray.items()):
        yield f"{reference}: is {other} in the plan, and no other resource may be taken for it; {REMEDY}"
    before = {*_failures(judged.file, criteria)}
    for finding in _failures(file, criteria):
        if finding not in before:
            yield f"{finding.place}: as planned, {finding.details}; {finding.remedy} [{finding.policy}]"


def _failures(file: bytes, criteria: Criteria) -> Iterator[Finding]:
    for finding in by_policies(Stack.load(file, criteria.calls), criteria.policies):
        if finding.outcome is not Outcome.PASS:
            yield cleaned(finding)


def _line(difference: Difference) -> str:
    place = f"{difference.address}.{difference.attribute}" if difference.attribute else difference.address
    return f"{place}: {difference.reason}; {REMEDY}"
