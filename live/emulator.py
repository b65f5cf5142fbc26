"""MiniStack: a local AWS in one process, on the loopback alone, for as long as a `with` block lasts."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from live.aws import ACCOUNT, CREDENTIALS, Aws
from live.missing import Missing
from policies.requirements import REGION

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "emulator" / "bin" / "python"
ENDS_WITH_PARENT = Path(__file__).with_name("ends_with_parent.py")
LOOPBACK = "127.0.0.1"
STARTS_WITHIN = 60.0
ENDS_WITHIN = 10.0
LAST_LINES = 3


@contextmanager
def emulator(scratch: Path, settings: Mapping[str, str] | None = None) -> Iterator[Aws]:
    """A fresh AWS that keeps all its files below `scratch`; raises Missing.

    It speaks TLS alone, since our policies refuse what is plain, and holds the functions' roles to their policies.
    """
    installed()
    # Its own certificate is made there when it starts.
    folder = scratch / "emulator"
    folder.mkdir(parents=True)
    aws = Aws(f"https://{LOOPBACK}:{_free_port()}", folder / "ministack-tls" / "server.crt")
    with (folder / "log").open("wb") as log, _started(aws, folder, log, settings or {}) as process:
        try:
            _await(aws, process, folder / "log")
            yield aws
        finally:
            aws.close()
            _stop(process)


def installed() -> None:
    """Raises Missing where MiniStack cannot be started."""
    if not PYTHON.exists():
        raise Missing("MiniStack is not installed; run `make emulator`")
    if shutil.which("openssl") is None:
        raise Missing("no openssl command on the PATH, which makes MiniStack's certificate; install OpenSSL")


def _started(aws: Aws, folder: Path, log: BinaryIO, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - the emulator of our own environment
        [PYTHON, "-P", ENDS_WITH_PARENT, "ministack"],
        cwd=folder,
        env=_environment(aws, folder) | dict(settings),
        # Nothing is ever written to it: by its end the emulator knows that we have ended, though we were killed.
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        # A Ctrl-C is ours alone: we stop it, with the workers that it started.
        start_new_session=True,
    )


def _environment(aws: Aws, folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        **CREDENTIALS,
        "AUTH": "true",
        "AWS_CA_BUNDLE": str(aws.certificate),
        "AWS_DEFAULT_REGION": REGION,
        "BIND_HOST": LOOPBACK,
        "GATEWAY_PORT": aws.url.rpartition(":")[2],
        "USE_SSL": "1",
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": REGION,
        # Else it opens an MQTT port everywhere, and looks for a Docker to run functions in.
        "IOT_MTLS_ENABLED": "0",
        "DOCKER_HOST": f"unix://{folder}/no-docker.sock",
        "TMPDIR": str(folder),
        "STATE_DIR": str(folder / "state"),
        "S3_DATA_DIR": str(folder / "s3"),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _await(aws: Aws, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError, urllib.error.URLError, ssl.SSLError):
            health = f"{aws.url}/_ministack/health"
            with urllib.request.urlopen(health, timeout=5, context=aws.trusted()):  # noqa: S310 - our own loopback
                return
        time.sleep(0.1)
    said = log.read_text(errors="replace").splitlines()[-LAST_LINES:]
    raise Missing(f"MiniStack did not start: {' | '.join(said) or 'it said nothing'}; run `make emulator` anew")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the session that it leads, its workers included."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(ENDS_WITHIN)
