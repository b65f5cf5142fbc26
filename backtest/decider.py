"""Run by gate/interpreter.py with the code of one commit: decides payments by the handler of that commit's analyzer.

Of this project it imports only what imports nothing of a commit. The clock is the payment's, the parameter of the
model's endpoint says that the model is the shipped one, and no call leaves this process.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3

from backtest.payment import Payment
from backtest.replay import replayed

HANDLER = "lambdas.fraud_analyzer.handler"
SHIPPED_MODEL = "local"


class Parameters:
    """Parameter Store, in which each parameter says the same."""

    def get_parameters(self, Names: list[str], **_: object) -> dict[str, object]:  # noqa: N803 - AWS's own name
        """Answer as AWS does."""
        return {"Parameters": [{"Name": name, "Value": SHIPPED_MODEL} for name in Names]}


def main(asked: str, answers: str) -> None:
    """Read payments, variables and delay from one file, and write the decisions to another."""
    given = json.loads(Path(asked).read_text(encoding="utf-8"))
    os.environ |= given["variables"]
    boto3.client = lambda *_, **__: Parameters()
    handler = importlib.import_module(HANDLER).handler
    logging.disable()

    def decide(event: Mapping[str, object], at: int) -> Mapping[str, Any]:
        time.time_ns = lambda: at * 1_000_000
        time.time = lambda: at / 1000
        return handler(event, None)  # type: ignore[no-any-return]

    payments = [Payment(*payment) for payment in given["payments"]]
    with Path(answers).open("w", encoding="utf-8") as lines:
        for decided in replayed(payments, decide, delay=given["delay"]):
            lines.write(json.dumps(decided) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
