"""A deployed function in a process of its own, whose clock can be put forward: what stands in a cache grows old."""

from __future__ import annotations

import io
import json
import os
import subprocess
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from live.aws import CREDENTIALS
from live.emulator import PYTHON
from live.system import System
from policies.requirements import REGION

# Before the code is imported, since it may keep the clock that it finds.
DRIVER = """
import importlib, json, sys, time
clock, ahead = time.monotonic, 0.0
time.monotonic = lambda: clock() + ahead
sys.path.insert(0, sys.argv[1])
handler = getattr(importlib.import_module(sys.argv[2]), sys.argv[3])
for line in sys.stdin:
    asked = json.loads(line)
    ahead += asked["later"]
    try:
        said = {"answer": handler(asked["event"], None)}
    except Exception as failure:
        said = {"failure": type(failure).__name__}
    print(json.dumps(said), flush=True)
"""


class Worker:
    """The process; it keeps what the code keeps from call to call."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def call(self, event: object, *, later: float = 0.0) -> dict[str, Any]:
        """`{"answer": ...}` or `{"failure": the name of its class}`, so many seconds after the call before."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps({"event": event, "later": later}), file=self._process.stdin, flush=True)
        said: dict[str, Any] = json.loads(self._process.stdout.readline())
        return said


@contextmanager
def worker(system: System, function: str, folder: Path) -> Iterator[Worker]:
    """Runs the deployed bundle with the deployed environment, against the same AWS, with the root user's rights."""
    deployed = system.aws.client("lambda").get_function(FunctionName=function)
    configured = deployed["Configuration"]
    # The emulator gives its address as if it listened without TLS.
    where = deployed["Code"]["Location"].replace("http://", "https://", 1)
    with urllib.request.urlopen(where, context=system.aws.trusted()) as code:  # noqa: S310 - our own loopback
        zipfile.ZipFile(io.BytesIO(code.read())).extractall(folder)
    environment = {
        **configured["Environment"]["Variables"],
        **CREDENTIALS,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": system.aws.url,
        "AWS_CA_BUNDLE": str(system.aws.certificate),
        "PATH": os.environ["PATH"],
    }
    module, _, name = configured["Handler"].rpartition(".")
    with subprocess.Popen(
        [PYTHON, "-c", DRIVER, folder, module.replace("/", "."), name],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Worker(process)
        finally:
            process.kill()
