"""The whole of it, running: judged, deployed, listened to, and gone when the `with` block ends."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gate.progress import step
from live.answers import Answer
from live.aws import Aws
from live.deployment import Deployment, deploy
from live.emulated_grants import grant_as_asked
from live.emulator import emulator
from live.gateway import Gateway
from live.judged import Judged, refuse_closed
from live.keys import CLIENT, key_of
from live.terraform import known_version
from live.traces import Traces
from policies.core.known_stacks import ACCOUNT, DELIVERY, SYSTEM


@dataclass(frozen=True)
class System:
    """A running system and its three sides: the API, what it leaves behind, and AWS below it.

    `deployment` is the system's own, `account` that of the account's settings, and `delivery` that of the buckets.
    """

    aws: Aws
    deployment: Deployment
    account: Deployment
    delivery: Deployment
    gateway: Gateway
    traces: Traces

    def post(self, body: object) -> Answer:
        """Send a body as the client that has the key."""
        return self.gateway.post(body, key=self.deployment.api_key)

    def report(self, body: object, *, by: str) -> Answer:
        """Send a report as the client's `customers` or `chargebacks`; empty is the client itself."""
        key = key_of(f"{CLIENT}-{by}" if by else CLIENT, self.deployment.api_key)
        return self.gateway.post(body, key=key, path="report")


@contextmanager
def running(judged: Mapping[str, Judged]) -> Iterator[System]:
    """Deploy the folders of both judged files, by stack, the delivery's first, then the account's.

    Raises NotOpen, Missing, TerraformFailed and Tampered.
    """
    refuse_closed(judged.values())
    # Before anything is started for nothing.
    known_version()
    scratch = Path(tempfile.mkdtemp(prefix="live-"))
    try:
        with emulator(scratch) as aws:
            with step("deploying; a minute and a half, most of which the provider waits for queues"):
                delivery, account, deployment = (
                    deploy(folder, assessment.digest, aws=aws, scratch=scratch)
                    for folder, assessment in (judged[stack] for stack in (DELIVERY, ACCOUNT, SYSTEM))
                )
            system = System(aws, deployment, account, delivery, Gateway(aws), Traces(aws))
            grant_as_asked(aws)
            system.traces.listen()
            yield system
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
