"""The ways of people into the system that stand in the files: clients' keys, and addresses that are sent something."""

from __future__ import annotations

from collections.abc import Iterator

from gate.access.rights import Right, Source
from gate.access.things import named
from policies.aws.api_paths import path_of
from policies.core.expressions import variable
from policies.core.resources import Resource
from policies.core.stack import Stack

PROTOCOLS = {"email": "e-mail", "sms": "SMS"}


def of_people(stack: Stack) -> Iterator[Right]:
    """Clients first."""
    for link in stack.of("aws_api_gateway_usage_plan_key"):
        key, plan = stack.resolve(link.get("key_id")), stack.resolve(link.get("usage_plan_id"))
        yield from (_call(method, key, plan, stack) for method in stack.of("aws_api_gateway_method"))
    yield from (_heard(each, stack) for each in stack.of("aws_sns_topic_subscription"))


def _call(method: Resource, key: Resource | None, plan: Resource | None, stack: Stack) -> Right:
    path = path_of(stack.resolve(method.get("resource_id")), stack)
    rate = plan.get("throttle_settings", "rate_limit") if plan else None
    address = f"API {path or '/?'}"
    only = f"at up to {rate:,} requests a second" if isinstance(rate, int | float) else ""
    who = f"whoever has the API key {key.get('name') if key else '?'}"
    return Right(who, f"send {method.get('http_method')} to", (address,), only, Source(method.place), on=(address,))


def _heard(subscription: Resource, stack: Stack) -> Right:
    topic = stack.resolve(subscription.get("topic_arn"))
    name = named(topic, stack) if topic else "a topic of elsewhere"
    given = variable(subscription.get("endpoint"))
    who = f"whoever has the address in variable {given}" if given else "an address that the file holds"
    protocol = str(subscription.get("protocol"))
    by = f"by {PROTOCOLS.get(protocol, protocol)}"
    return Right(who, "get what is published to", (name,), by, Source(subscription.place), on=(name,))
