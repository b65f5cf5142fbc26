"""What the AWS provider calls, by the log of its own requests.

The log holds bodies and credentials. It is read from a pipe, line by line, and only names of operations are kept.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from typing import NamedTuple

from live.terraform import Terraform, TerraformFailed

# All of the provider's log as JSON, one object a line.
LOG = {"TF_LOG": "JSON"}
REQUEST = "HTTP Request Sent"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ]*")


class UnknownRequest(RuntimeError):
    """The provider sent a request, and its log does not say which."""


class Call(NamedTuple):
    """An operation of AWS, by the names of its SDK: `CloudWatch Logs`, `CreateLogGroup`."""

    service: str
    operation: str


def calls_of(terraform: Terraform, *arguments: str) -> frozenset[Call]:
    """What the provider calls while this command of Terraform's runs; raises TerraformFailed and UnknownRequest."""
    with subprocess.Popen(  # noqa: S603
        ["terraform", *arguments],  # noqa: S607 - whichever the person has
        cwd=terraform.folder,
        env={**terraform.environment, **LOG},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    ) as process:
        calls, said = read(process.stderr or ())
    if process.returncode:
        raise TerraformFailed(said)
    return calls


def read(lines: Iterable[str]) -> tuple[frozenset[Call], str]:
    """The calls of a log, and what stands in it beside the log: Terraform's own errors. Raises UnknownRequest."""
    calls, said = set(), []
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            said.append(line)
            continue
        if isinstance(entry, dict) and entry.get("@message") == REQUEST:
            calls.add(_call(entry.get("rpc.service"), entry.get("rpc.method")))
    return frozenset(calls), "".join(said)


def _call(service: object, operation: object) -> Call:
    for name in (service, operation):
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise UnknownRequest("the provider sent a request whose service or operation its log does not name")
    return Call(str(service), str(operation))
