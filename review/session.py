"""Whoever runs the command, by the credentials and the region that they have."""

from __future__ import annotations

import time
from pathlib import Path

import boto3
from botocore.config import Config

from review import tables
from review.analyst import Analyst
from review.announcement import kept
from review.overdue import overdue
from review.queue import Queue
from review.sweep import Sweeper
from review.views import keeper

CONFIG = Config(connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 4, "mode": "standard"})
# For what comes after a verdict, which nobody waits for.
ONCE = Config(connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 1})


def now() -> int:
    """Milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def analyst(views: Path, *, dry: bool = False) -> Analyst:
    """By STS, which asks for no right: whoever the credentials belong to."""
    arn = str(boto3.client("sts", config=CONFIG).get_caller_identity()["Arn"])
    return Analyst(boto3.client("dynamodb", config=CONFIG), arn, keeper(views, arn), now, dry)


def sweeper(config: Config = CONFIG) -> Sweeper:
    """Of the queue that announces cases."""
    dynamodb = boto3.client("dynamodb", config=config)
    queue = Queue(boto3.client("sqs", config=config))
    return Sweeper(
        queue=queue,
        keep=lambda payment, message: tables.keep(dynamodb, kept(payment, receipt=message.receipt, sent=message.sent)),
        overdue=lambda before: overdue(dynamodb, before),
        clock=now,
    )
