"""What differs in what is allowed: in what each role may do, in what is waived, and in the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gate.compare.difference import Difference, Direction
from gate.compare.state import State
from policies.aws.grants import granted
from policies.aws.role_users import used_by
from policies.core.stack import Stack

ROLE_POLICY = "aws_iam_role_policy"
RULEBOOK = "the rulebook"


def access(base: State, head: State) -> Iterator[Difference]:
    """Each action on each resource that a role gained, which is weaker, or lost."""
    before, after = _grants(base.stack), _grants(head.stack)
    for place in sorted({*before, *after}):
        (user, had), (now, has) = (grants.get(place, ("", frozenset())) for grants in (before, after))
        for action, where in sorted(has - had):
            yield Difference(Direction.WEAKER, place, f"the role of {now or user} gained {action} on {where}")
        for action, where in sorted(had - has):
            yield Difference(Direction.STRONGER, place, f"the role of {now or user} lost {action} on {where}")


def rules(base: State, head: State) -> Iterator[Difference]:
    """Each rule that is new, gone, or changed, which is weaker: its text does not show whether it asks for less."""
    for name in sorted({*base.rules, *head.rules}):
        if name not in head.rules:
            yield Difference(Direction.WEAKER, RULEBOOK, f"{name} is gone")
        elif name not in base.rules:
            yield Difference(Direction.STRONGER, RULEBOOK, f"{name} is new")
        elif base.rules[name] != head.rules[name]:
            yield Difference(Direction.WEAKER, RULEBOOK, f"{name} was changed, and may ask for less")


def waivers(base: State, head: State) -> Iterator[Difference]:
    """Each waiver that is new, changed ones included, and each that is gone."""
    for waiver in head.waivers:
        if waiver not in base.waivers:
            what = f"{waiver.policy} is waived by {waiver.ticket} until {waiver.expires}"
            yield Difference(Direction.WEAKER, waiver.place, what)
    for waiver in base.waivers:
        if waiver not in head.waivers:
            what = f"the waiver {waiver.ticket} of {waiver.policy} is gone"
            yield Difference(Direction.STRONGER, waiver.place, what)


def _grants(stack: Stack) -> Mapping[str, tuple[str, frozenset[tuple[str, str]]]]:
    """By the place of a role's policy: who runs as the role, and (action, resource) of all that it may do."""
    return {
        policy.place: (
            ", ".join(used_by(policy, stack)) or "nobody",
            frozenset((action, where) for where, actions in granted(policy, stack).items() for action in actions),
        )
        for policy in stack.of(ROLE_POLICY)
    }
