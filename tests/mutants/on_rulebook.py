"""Tries a mutant of the rulebook: the examples of the policies that it can change, then the same in the real stacks.

What decides which violations nobody may waive meets the dangers of which the tests of waivers have a table.

Cheapest first: a policy's own examples take milliseconds, planting all examples half a minute.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tests.mutants.forked import asked
from tests.mutants.mutant import Mutant
from tests.mutants.replaced import put, users

if TYPE_CHECKING:
    from policies.core.policy import Policy
    from tests.policies.planting import Planting

SURVIVED = ""
SECONDS = 240.0
# What many policies share shows in their own examples; to look for each of them at those of all others takes minutes.
FEW = 12
WITH_USERS = tuple(
    f"{each}/*.py" for each in ("policies/**", "gate/**", "attack", "tests/policies", "tests/gate/waivers")
)
EXPOSURES = "policies.aws.exposures"
RECORD = "the record of which policies notice the examples of"


class OnRulebook:
    """The rulebook and the real stacks, imported and read once; each mutant is tried in a copy of this process."""

    def __init__(self, root: Path, synthesized: Path) -> None:
        from tests.policies import overlaps, test_examples  # noqa: PLC0415

        self._root, self._file = root, synthesized
        self._users = users(root, WITH_USERS)
        self._as_it_is: dict[str, bool] = {}
        self._stacks = [field.stack for field in overlaps.fields(synthesized)]
        for policy in test_examples.RULEBOOK:
            for _ in own_examples([policy]):
                raise AssertionError(f"{policy.id}: its examples fail before anything is mutated")
        gc.freeze()

    def killed_by(self, mutant: Mutant) -> str:
        """What notices it, in words; nothing where it survives."""
        noticed = asked(lambda: self._tried(mutant), SECONDS)
        if noticed.startswith(RECORD) and not self._record_is_of_today(mutant):
            raise AssertionError("the record of overlaps is stale, and would notice any mutant: run `make overlaps`")
        return noticed

    def _record_is_of_today(self, mutant: Mutant) -> bool:
        """Whether the module as it is survives."""
        if mutant.module not in self._as_it_is:
            same = mutant._replace(source=(self._root / mutant.file).read_text(encoding="utf-8"))
            self._as_it_is[mutant.module] = asked(lambda: self._tried(same), SECONDS) == SURVIVED
        return self._as_it_is[mutant.module]

    def _tried(self, mutant: Mutant) -> str:
        forgotten = self._users[mutant.module]
        put(mutant, self._root, forgotten)
        try:
            return self._noticed(forgotten)
        except BaseException as error:  # whatever it raises, it does not go unnoticed
            return f"raises {type(error).__name__}: {error}"

    def _noticed(self, forgotten: frozenset[str]) -> str:
        from policies.core.rulebook import rulebook  # noqa: PLC0415
        from tests.policies import overlaps, planting  # noqa: PLC0415

        rules = rulebook()
        other = [policy for policy in rules if type(policy).__module__ in forgotten]
        if overlaps.__name__ in forgotten:
            fields = [planting.Planting(field.stack, rules) for field in overlaps.fields(self._file)]
        else:
            fields = [planting.Planting(stack, rules) for stack in self._stacks]
        dangers = exposed(fields) if EXPOSURES in forgotten else iter(())
        for noticing in (own_examples(other), real_stacks(other, fields), dangers, planted(other, fields)):
            for words in noticing:
                return words
        return next(overlapping(other, fields), SURVIVED) if len(other) <= FEW else SURVIVED


def own_examples(policies: list[Policy]) -> Iterator[str]:
    from tests.policies import test_examples  # noqa: PLC0415

    for policy in policies:
        try:
            test_examples.test_the_compliant_example_is_judged_and_passes(policy)
            test_examples.test_each_violating_example_is_noticed(policy)
            test_examples.test_each_claimed_attribute_is_broken_by_some_example(policy)
            test_examples.test_each_claimed_attribute_is_one_that_the_provider_knows(policy)
        except AssertionError:
            yield f"the examples of {policy.id}"


def real_stacks(policies: list[Policy], fields: list[Planting]) -> Iterator[str]:
    from attack.field import fails  # noqa: PLC0415
    from gate.engines.coverage import unclaimed  # noqa: PLC0415
    from gate.model import Outcome  # noqa: PLC0415

    for field in fields:
        for policy in policies:
            if policy.is_asked(field.stack) and (fails(policy, field.stack) or not field.targets(policy)):
                yield f"{policy.id} on the stack {field.stack.name}"
        if any(finding.outcome is not Outcome.PASS for finding in unclaimed(field.stack, field.rulebook)):
            yield f"the stack {field.stack.name}, of which something is not claimed"


def exposed(fields: list[Planting]) -> Iterator[str]:
    """Whether something in a real stack may not be waived, or what must not be waived may (tests/gate/waivers)."""
    from policies.aws.exposures import exposures  # noqa: PLC0415
    from policies.core.examples import edited  # noqa: PLC0415
    from policies.core.known_stacks import ACCOUNT  # noqa: PLC0415
    from tests.gate.waivers.dangers import of_account, table, unexposed  # noqa: PLC0415

    for field in fields:
        if exposures(field.stack):
            yield f"what is exposed in the stack {field.stack.name}, which is nothing"
        dangers, harmless = (of_account(), {}) if field.stack.name == ACCOUNT else (table(), unexposed())
        for name, danger in {**dangers, **harmless}.items():
            if bool(exposures(edited(field.stack, danger.edit, danger.at(field.stack)))) is (name in harmless):
                yield f"in the stack {field.stack.name}, whether {name} is an exposure"


def planted(policies: list[Policy], fields: list[Planting]) -> Iterator[str]:
    for policy in policies:
        for field in fields:
            for name in policy.violating:
                if field.plants(policy, name) and field.unnoticed(policy, name):
                    yield f"an example of {policy.id} in the stack {field.stack.name}"


def overlapping(policies: list[Policy], fields: list[Planting]) -> Iterator[str]:
    """Whether one of them notices more or fewer examples of others than the record says."""
    from tests.policies.overlaps import recorded  # noqa: PLC0415
    from tests.policies.planting import Planting  # noqa: PLC0415

    record, watched = recorded(), [Planting(field.stack, tuple(policies)) for field in fields]
    ids = {policy.id for policy in policies}
    for policy in fields[0].rulebook:
        known = record.get(policy.id, {})
        if not any(ids & {*noticing} for noticing in known.values()) and not near(policy, policies):
            continue
        for name in policy.violating:
            noticing = {
                each for field in watched if field.plants(policy, name) for each in field.noticing(policy, name)
            }
            if (noticing & ids) != ({*known.get(name, [])} & ids) - {policy.id}:
                yield f"{RECORD} {policy.id}"


def near(policy: Policy, policies: list[Policy]) -> bool:
    """Whether what it edits is of a type that one of these is on, or that stands beside the example of one."""
    types = {type_ for each in policies for type_ in each.applies_to}
    types |= {address.rpartition(".")[0] for each in policies for address in each.given}
    return bool(types & {*policy.applies_to})
