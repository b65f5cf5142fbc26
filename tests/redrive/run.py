"""The command, as an operator runs it."""

import os
import subprocess
import sys
from pathlib import Path

from live.aws import CREDENTIALS, Aws
from policies.requirements import REGION
from tests.processes import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def run(aws: Aws, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One run of the command against this AWS, which must not tell a card's token."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    settings = {
        **CREDENTIALS,
        "AWS_ENDPOINT_URL": aws.url,
        "AWS_CA_BUNDLE": str(aws.certificate),
        "AWS_DEFAULT_REGION": REGION,
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "redrive", *arguments],
        env=kept | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert "Traceback" not in done.stderr
    assert "tok_" not in done.stdout + done.stderr
    return done


def lines(done: subprocess.CompletedProcess[str]) -> list[tuple[str, str]]:
    """(reason, what came of it) of each letter that was shown."""
    return [(each.split("\t")[0], each.split("\t")[-1]) for each in done.stdout.splitlines()]
