"""The clients of AWS, which several workers share."""

from __future__ import annotations

import os
from functools import cache
from threading import Lock
from typing import Any

import boto3
from botocore.config import Config

# An address of one's own has no sub-domain for synchronous executions. They take up to 28 seconds.
CONFIG = Config(
    inject_host_prefix="AWS_ENDPOINT_URL" not in os.environ,
    connect_timeout=5,
    read_timeout=40,
    max_pool_connections=20,
    retries={"total_max_attempts": 1},
)
# What a queue is asked may be asked again; what is put into the review queue so may be there twice.
CONFIG_OF_QUEUES = CONFIG.merge(Config(retries={"total_max_attempts": 5, "mode": "standard"}))
MAKING = Lock()


@cache
def client(service: str) -> Any:
    """The client of a service, by the credentials and the region of whoever runs this."""
    # boto3 makes one after another.
    with MAKING:
        return boto3.client(service, config=CONFIG_OF_QUEUES if service == "sqs" else CONFIG)
