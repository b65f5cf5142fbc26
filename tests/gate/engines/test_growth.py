"""The work of judging grows with the file, and not faster: what is counted are calls, never time."""

import json
from collections.abc import Callable
from cProfile import Profile
from functools import partial
from typing import Any

from bench.large_stack import large
from gate.engines.coverage import unclaimed
from policies.core.evaluate import evaluate
from policies.core.rulebook import rulebook
from policies.core.stack import Stack

# As many resources as these many real stacks have. Between them, what grows in a straight line doubles.
COPIES = (2, 4, 8)
# What grows by the square would be at 4.
MOST = 2.5
# Fewer calls than these hide in what is made once.
FEW = 1_000


def test_each_policy_asks_at_most_twice_as_much_of_twice_as_many_resources(stack: dict[str, Any]) -> None:
    stacks = _stacks(stack)
    grown = {policy.id: _growth(partial(evaluate, policy), stacks) for policy in rulebook()}
    assert {policy: calls for policy, calls in grown.items() if _is_too_fast(calls)} == {}


def test_asking_for_claims_grows_with_the_resources(stack: dict[str, Any]) -> None:
    policies = rulebook()
    assert not _is_too_fast(_growth(lambda each: list(unclaimed(each, policies)), _stacks(stack)))


def _stacks(real: dict[str, Any]) -> list[Stack]:
    """The real stack, and those that are compared."""
    count = sum(map(len, real["resource"].values()))
    return [Stack.load(large(json.dumps(real).encode(), at_least=count * copies)) for copies in (1, *COPIES)]


def _growth(action: Callable[[Stack], object], stacks: list[Stack]) -> list[int]:
    """How many functions are called on each of the larger stacks; what is made once for all was made before."""
    action(stacks[0])
    return [_calls(partial(action, stack)) for stack in stacks[1:]]


def _is_too_fast(calls: list[int]) -> bool:
    first, second, third = calls
    return third - second > max(MOST * (second - first), FEW)


def _calls(action: Callable[[], object]) -> int:
    """Calls of functions, those of the interpreter's own among them."""
    profile = Profile()
    profile.runcall(action)
    return sum(entry.callcount for entry in profile.getstats())
