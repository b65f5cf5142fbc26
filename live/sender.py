"""python -m live.sender: send a load from many threads, through the API as `live/gateway.py` has it.

What is asked comes as JSON on standard input, since keys are no words for a command line; each answer is a line of JSON
on standard output. It ends by itself: once all is answered, or once no more may be sent.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError

from live.answers import Answer
from live.aws import Aws
from live.gateway import Gateway
from live.load import Load, Sent, requests

UNANSWERED, ANSWERED = 0, 200
# By what is said of a payment that came with others.
STATUSES = {"decided": 200, "accepted": 202, "rejected": 422, "conflict": 409, "unavailable": 503}


def main() -> None:
    """Send what standard input asks for."""
    asked = json.load(sys.stdin)
    gateway = Gateway(Aws(asked["url"], Path(asked["certificate"])))
    for each in answers(gateway, asked["keys"], Load(**asked["load"])):
        print(json.dumps(asdict(each)), flush=True)


def answers(gateway: Gateway, keys: Sequence[str], load: Load) -> Iterator[Sent]:
    """Each answer as it comes; what cannot be sent in time is left out."""
    ids, end = gateway.key_ids, time.monotonic() + load.seconds

    def send(key: str, bodies: list[dict[str, Any]]) -> list[Sent]:
        if time.monotonic() > end:
            return []
        try:
            answer = gateway.post(bodies[0], key=key) if len(bodies) == 1 else together(bodies, key)
        except (OSError, BotoCoreError) as error:
            return [Sent(ids[key], body, UNANSWERED, type(error).__name__, "") for body in bodies]
        return [*_each(ids[key], bodies, answer)]

    def together(bodies: list[dict[str, Any]], key: str) -> Answer:
        return gateway.post({"transactions": bodies}, key=key, path="transactions")

    with ThreadPoolExecutor(load.threads) as pool:
        for future in as_completed([pool.submit(send, *request) for request in requests(keys, load)]):
            yield from future.result()


def _each(client: str, bodies: Sequence[dict[str, Any]], answer: Answer) -> Iterator[Sent]:
    """The answer to each payment of a call, with the status that it would have had alone."""
    retry = answer.headers.get("Retry-After", "")
    if len(bodies) == 1 or answer.status != ANSWERED:
        yield from (Sent(client, body, answer.status, answer.body, retry) for body in bodies)
        return
    for body, said in zip(bodies, answer.json["answers"], strict=True):
        yield Sent(client, body, STATUSES[said["status"]], json.dumps(said), "", together=True)


if __name__ == "__main__":
    main()
