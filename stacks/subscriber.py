"""Who hears a topic, and of what: a subscription delivers a message only if its filter matches the attributes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stacks.variables import Variables

SEVERITIES = ("review", "decline")


@dataclass(frozen=True, kw_only=True)
class Subscriber:
    """`name` tells the subscriptions of a topic apart; without a filter everything is delivered."""

    name: str
    protocol: str
    endpoint: str
    chosen: Mapping[str, tuple[str, ...]] | None = None


def alarmed(variables: Variables) -> Iterator[Subscriber]:
    """Alarms have no attributes to choose by: a filter would keep out every one."""
    yield Subscriber(name="email", protocol="email", endpoint=variables.operations_email)


def alerted(variables: Variables) -> Iterator[Subscriber]:
    """One mailbox and one phone that hear of all customers, and those of each customer, who hears of nobody else."""
    yield _of_all("email", variables.alert_email)
    yield _of_all("sms", variables.alert_phone)
    for customer, contact in variables.customers.items():
        yield _of_one("email", contact.email, customer)
        yield _of_one("sms", contact.phone, customer)


def _of_all(channel: str, endpoint: str) -> Subscriber:
    return Subscriber(name=channel, protocol=channel, endpoint=endpoint, chosen=_chosen(channel))


def _of_one(channel: str, endpoint: str, customer: str) -> Subscriber:
    """By a channel of its own: what is for one customer holds a code, which no common receiver may get."""
    chosen = {**_chosen(f"own-{channel}"), "customer": (customer,)}
    return Subscriber(name=f"{channel}-{customer}", protocol=channel, endpoint=endpoint, chosen=chosen)


def _chosen(channel: str) -> dict[str, tuple[str, ...]]:
    return {"channel": (channel,), "severity": SEVERITIES}
