"""A deployment's file (gate/deployments.py): it names an account, and says nothing more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from fuzzing.given_file import given
from fuzzing.oracle import Defect, require
from gate.deployments import deployments


def run(data: bytes) -> None:
    """Judges a project whose one deployment holds these bytes."""
    path = given(data, "deployments/staging.tfvars.json")
    found = [*deployments(path.parent.parent)]
    for finding in found:
        require(bool(finding.details) and len(finding.details.splitlines()) == 1, "does not say why in one line")
    if found:
        return
    said = json.loads(data, object_pairs_hook=list)
    if not (isinstance(said, list) and len(said) == 1 and said[0][0] == "account_id"):
        raise Defect("lets a deployment say something else")
    require(bool(re.fullmatch("[0-9]{12}", said[0][1], re.ASCII)), "lets a deployment name no account")


def seeds() -> Iterator[bytes]:
    """An account, one that is a number, and one with more beside it."""
    yield b'{"account_id": "000000000000"}'
    yield b'{"account_id": 123, "alert_email": "x@example.com"}'
