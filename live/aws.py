"""A local AWS as its clients see it: where it listens, whose account it is, and how it is called."""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from policies.requirements import REGION

ACCOUNT = "123456789012"
# Nobody's: the emulator takes these two words for its root user.
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@dataclass(frozen=True)
class Aws:
    """A running local AWS: where it listens, and the certificate that it shows."""

    url: str
    certificate: Path

    def environment(self) -> dict[str, str]:
        """The environment of a command that is to talk to this AWS, and to no other."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return kept | {
            **CREDENTIALS,
            "AWS_ENDPOINT_URL": self.url,
            "AWS_CA_BUNDLE": str(self.certificate),
            "AWS_DEFAULT_REGION": REGION,
        }

    _clients: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def client(self, service: str) -> Any:
        """The boto3 client of a service, with the rights of the root user."""
        if service not in self._clients:
            self._clients[service] = self._new_client(service)
        return self._clients[service]

    def close(self) -> None:
        """Ends the connections of all clients, for which the local AWS would wait before it ends."""
        for client in self._clients.values():
            client.close()

    def _new_client(self, service: str) -> Any:
        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=self.url,
            verify=str(self.certificate),
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            # Names such as sync-states.127.0.0.1 lead nowhere, and a second attempt would hide the first one's failure.
            config=Config(
                inject_host_prefix=False, retries={"total_max_attempts": 1}, max_pool_connections=32, read_timeout=90
            ),
        )

    def trusted(self) -> ssl.SSLContext:
        """What HTTPS needs to trust this AWS and nothing else."""
        return ssl.create_default_context(cafile=self.certificate)
