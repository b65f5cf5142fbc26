"""The steps of a workflow that a transaction passes through."""

from __future__ import annotations

from typing import NamedTuple

from policies.aws.asl import COUNT, PUBLISH, SETTLE, WRITE, States, branches, calling, invoking, states
from policies.core import Resource, Stack
from policies.requirements import ANALYZER, NOTIFIER, VALIDATOR


class Steps(NamedTuple):
    """The tasks that a transaction passes through, by what they call; the first is a parallel state that holds one."""

    validating: States
    analyzing: States
    writing: States
    publishing: States
    notifying: States
    settling: States
    counting: States


def steps(machine: Resource, stack: Stack) -> Steps:
    """The tasks that a transaction passes through."""
    validator, analyzing, notifying = (invoking(machine, stack, name) for name in (VALIDATOR, ANALYZER, NOTIFIER))
    writing, publishing, settling, counting = (calling(machine, service) for service in (WRITE, PUBLISH, SETTLE, COUNT))
    validating = {
        name: state
        for name, state in states(machine).items()
        if any(validator.keys() & branch.keys() for branch in branches(state))
    }
    return Steps(validating, analyzing, writing, publishing, notifying, settling, counting)
