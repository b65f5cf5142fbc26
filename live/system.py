"""The whole of it, running: judged, deployed, listened to, and gone when the `with` block ends."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gate.model import Assessment, Verdict
from gate.progress import step
from live.answers import Answer
from live.aws import Aws
from live.deployment import Deployment, deploy
from live.emulated_grants import grant_as_asked
from live.emulator import emulator
from live.gateway import Gateway
from live.keys import CLIENT, key_of
from live.terraform import known_version
from live.traces import Traces
from policies.core.known_stacks import ACCOUNT, SYSTEM

# A stack's folder, and what the gate said of its file.
Judged = tuple[Path, Assessment]


class NotOpen(RuntimeError):
    """The gate is not open for what was to be deployed."""


@dataclass(frozen=True)
class System:
    """A running system and its three sides: the API, what it leaves behind, and AWS below it.

    `deployment` is the system's own, and `account` that of the account's settings, which came first.
    """

    aws: Aws
    deployment: Deployment
    account: Deployment
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
    """Deploy the folders of both judged files, by stack, the account's first.

    Raises NotOpen, Missing, TerraformFailed and Tampered.
    """
    for _, assessment in judged.values():
        if assessment.verdict is not Verdict.OPEN:
            raise NotOpen(f"the gate is not open for {assessment.file}; run `gate`, and mend what it names")
    # Before anything is started for nothing.
    known_version()
    scratch = Path(tempfile.mkdtemp(prefix="live-"))
    try:
        with emulator(scratch) as aws:
            with step("deploying; a minute and a half, most of which the provider waits for queues"):
                account, deployment = (
                    deploy(folder, assessment.digest, aws=aws, scratch=scratch)
                    for folder, assessment in (judged[stack] for stack in (ACCOUNT, SYSTEM))
                )
            system = System(aws, deployment, account, Gateway(aws), Traces(aws))
            grant_as_asked(aws)
            system.traces.listen()
            yield system
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
