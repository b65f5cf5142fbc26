"""A bounded load on a running system, from a process of its own (`live/sender.py`), and the answer to each request."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from live.aws import Aws
from live.story import transaction
from policies.requirements import LARGEST_BATCH

ROOT = Path(__file__).resolve().parent.parent
MOST, MOST_SECONDS, MOST_THREADS = 2_000, 300.0, 32
# For the last answers, once nothing more is sent: longer than the gateway and the workflow together may take.
LAST_SECONDS = 180.0
# One in so many payments is of an amount that a person reviews.
LARGE = 20


@dataclass(frozen=True)
class Load:
    """So many payments, a share of which is sent twice, by so many threads; after so many seconds nothing is sent.

    Of what comes by the first key, a share comes in calls with many payments. The seed decides which, and the order.
    """

    payments: int
    repeats: float = 0.2
    together: float = 0.5
    threads: int = 16
    seconds: float = 90.0
    seed: int = 7

    def __post_init__(self) -> None:
        within = 0 < self.payments <= MOST and 0 <= self.repeats <= 1 and 0 <= self.together <= 1
        if not (within and 0 < self.threads <= MOST_THREADS and 0 < self.seconds <= MOST_SECONDS):
            raise ValueError(f"at most {MOST} payments, {MOST_THREADS} threads and {MOST_SECONDS:.0f} seconds")

    @property
    def requests(self) -> int:
        return self.payments + round(self.payments * self.repeats)


@dataclass(frozen=True)
class Sent:
    """A payment and its answer; `client` is the id of the key, and others may have come `together` with it in one call.

    Without an answer the status is 0, and the error's class stands in the place of the answer.
    """

    client: str
    body: Mapping[str, Any]
    status: int
    answer: str
    retry_after: str
    together: bool = False

    @property
    def id(self) -> str:
        """The transaction's."""
        return str(self.body["transaction_id"])


def sent(aws: Aws, keys: Sequence[str], load: Load) -> list[Sent]:
    """Send the load, each payment by one of the keys; the answers in the order in which they came.

    Raises what subprocess raises where the other process fails, or does not end.
    """
    asked = {"url": aws.url, "certificate": str(aws.certificate), "keys": [*keys], "load": asdict(load)}
    done = subprocess.run(
        [sys.executable, "-m", "live.sender"],
        check=True,
        cwd=ROOT,
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        text=True,
        timeout=load.seconds + LAST_SECONDS,
    )
    return [Sent(**json.loads(line)) for line in done.stdout.splitlines()]


def requests(keys: Sequence[str], load: Load) -> list[tuple[str, list[dict[str, Any]]]]:
    """Keys, and the bodies of one call of each, shuffled. What is sent again says a later time, as a client's does."""
    chance = random.Random(load.seed)  # noqa: S311 - an order, no secret
    amounts = [6_000.0 if number % LARGE == 0 else 20.0 + number % 50 for number in range(load.payments)]
    first = [(keys[number % len(keys)], transaction(amount=amount)) for number, amount in enumerate(amounts)]
    again = [
        (key, body | {"timestamp": body["timestamp"] + 1})
        for key, body in chance.sample(first, load.requests - load.payments)
    ]
    shuffled = chance.sample([*first, *again], load.requests)
    own = [body for key, body in shuffled if key == keys[0]]
    together = own[: round(load.together * len(own))]
    calls = [(keys[0], together[start : start + LARGEST_BATCH]) for start in range(0, len(together), LARGEST_BATCH)]
    calls += [(keys[0], [body]) for body in own[len(together) :]]
    calls += [(key, [body]) for key, body in shuffled if key != keys[0]]
    return chance.sample(calls, len(calls))
