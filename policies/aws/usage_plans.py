"""What usage plans let each client send."""

from __future__ import annotations

from typing import NamedTuple

from policies.core import Resource, Stack
from policies.core.blocks import sole
from policies.core.bounds import whole

PLAN, KEY, PLAN_KEY = "aws_api_gateway_usage_plan", "aws_api_gateway_api_key", "aws_api_gateway_usage_plan_key"


class Throttle(NamedTuple):
    """What one client may send: requests a second, and at once beyond that."""

    rate: int
    burst: int

    def within(self, seconds: int) -> int:
        """The most requests that a client may send in a time."""
        return self.rate * seconds + self.burst


def throttle(plan: Resource) -> Throttle | None:
    """What a plan lets each of its clients send; None where that is not said in whole numbers."""
    settings = sole(plan.get("throttle_settings"))
    rate, burst = settings.get("rate_limit"), settings.get("burst_limit")
    return Throttle(rate, burst) if whole(rate, 1) and whole(burst, 1) else None


def all_clients(stack: Stack) -> Throttle | None:
    """What all clients together may send, by their keys' plans; None where a key is in no one plan that says it."""
    return stack.once(_all_clients)


def _all_clients(stack: Stack) -> Throttle | None:
    clients = [_of_key(key, stack) for key in stack.of(KEY)]
    known = [client for client in clients if client is not None]
    if len(known) < len(clients):
        return None
    return Throttle(sum(client.rate for client in known), sum(client.burst for client in known))


def _of_key(key: Resource, stack: Stack) -> Throttle | None:
    links = stack.pointing_at(key, PLAN_KEY, "key_id")
    plans = [stack.resolve(link.get("usage_plan_id"), "id") for link in links]
    plan = plans[0] if len(plans) == 1 else None
    return throttle(plan) if plan is not None and plan.type == PLAN else None
