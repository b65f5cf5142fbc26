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

from live.aws import Aws
from live.gateway import Gateway
from live.load import Load, Sent, requests

UNANSWERED = 0


def main() -> None:
    """Send what standard input asks for."""
    asked = json.load(sys.stdin)
    gateway = Gateway(Aws(asked["url"], Path(asked["certificate"])))
    for each in answers(gateway, asked["keys"], Load(**asked["load"])):
        print(json.dumps(asdict(each)), flush=True)


def answers(gateway: Gateway, keys: Sequence[str], load: Load) -> Iterator[Sent]:
    """Each answer as it comes; what cannot be sent in time is left out."""
    ids, end = gateway.key_ids, time.monotonic() + load.seconds

    def send(key: str, body: dict[str, Any]) -> Sent | None:
        if time.monotonic() > end:
            return None
        try:
            answer = gateway.post(body, key=key)
            said = (answer.status, answer.body, answer.headers.get("Retry-After", ""))
        except (OSError, BotoCoreError) as error:
            said = (UNANSWERED, type(error).__name__, "")
        return Sent(ids[key], body, *said)

    with ThreadPoolExecutor(load.threads) as pool:
        for future in as_completed([pool.submit(send, *request) for request in requests(keys, load)]):
            if answered := future.result():
                yield answered


if __name__ == "__main__":
    main()
