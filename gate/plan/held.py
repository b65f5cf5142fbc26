"""A plan held to the judged file: why it must not be applied, if so, and what it makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gate.plan.attributes import Attributes
from gate.plan.broken import BrokenPlan
from gate.plan.change import NOTHING, UPDATE, Change
from gate.plan.code import replaced_code
from gate.plan.differences import Comparison, Difference, Later
from gate.plan.digest_of_changes import of_stack
from gate.plan.judged import Judged
from gate.plan.judged_again import REMEDY, Criteria, judged_again
from gate.plan.known import Known
from gate.plan.left_to_aws import left_to_aws
from gate.plan.losses import endings, losses
from gate.plan.other_blocks import OtherBlocks
from gate.plan.saved import SavedPlan
from gate.plan.shown import Shown
from gate.provider.schema import schema
from policies.core.deployed_folder import SYNTHESIZED
from policies.core.strict_json import Json


@dataclass(frozen=True)
class Held:
    """What came of it; with a refusal the plan must not be applied. `variables` are those that may be shown.

    `changes` is the digest of all that the plan would change, by its judged file; `ended` is what it destroys or
    replaces.
    """

    refusals: tuple[str, ...]
    later: tuple[Later, ...]
    actions: Mapping[str, int]
    outputs_change: bool = False
    variables: Mapping[str, Json] = field(default_factory=dict)
    changes: str = ""
    ended: tuple[str, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        return not self.outputs_change and not {*self.actions} - {NOTHING}


def hold(saved: SavedPlan, shown: Shown, judged: Judged, criteria: Criteria) -> Held:
    """The plan, as it was saved and as Terraform shows it, held to the judged file; raises BrokenPlan."""
    try:
        compared = list(_compared(shown, judged))
    except (LookupError, TypeError, AttributeError) as error:
        raise BrokenPlan(f"holds a value of a shape that no provider plans: {' '.join(str(error).split())}") from None
    refusals = [
        *saved.unlike({SYNTHESIZED: judged.file, **judged.settings}, judged.lock),
        *(_line(each) for each in compared if isinstance(each, Difference)),
        *replaced_code(shown, judged),
        *judged_again(shown, judged, criteria),
        *losses(shown, judged.stack, criteria.allowances, criteria.today),
    ]
    later = tuple(each for each in compared if isinstance(each, Later))
    outputs_change = any(change.action != NOTHING for change in shown.outputs.values())
    actions = Counter(_action(change, judged) for change in shown.all_changes)
    variables, ended = _shown_variables(shown, judged), tuple(endings(shown))
    changes = of_stack(shown.digest, judged.file, judged.lock)
    return Held(tuple(refusals), later, actions, outputs_change, variables, changes, ended)


def _shown_variables(shown: Shown, judged: Judged) -> Mapping[str, Json]:
    """The values that were planned with, but for those that are sensitive."""
    variables = judged.content.get("variable", {})
    return {
        name: value for name, value in shown.variables.items() if not variables.get(name, {}).get("sensitive", True)
    }


def _action(change: Change, judged: Judged) -> str:
    lost = judged.lost.get(change.type, frozenset())
    return NOTHING if change.action == UPDATE and lost and change.changed <= lost else change.action


def _compared(shown: Shown, judged: Judged) -> Iterator[Difference | Later]:
    content = judged.content
    variables = content.get("variable", {})
    ephemeral = frozenset(name for name, variable in variables.items() if variable.get("ephemeral"))
    known = Known(shown, ephemeral)
    comparison = Comparison(known, schema(), Attributes(left_to_aws(), OtherBlocks.of(content, shown)))
    yield from comparison.resources(judged.resources)
    yield from comparison.outputs(content.get("output", {}))


def _line(difference: Difference) -> str:
    place = f"{difference.address}.{difference.attribute}" if difference.attribute else difference.address
    return f"{place}: {difference.reason}; {REMEDY}"
