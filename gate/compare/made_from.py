"""Digests that differ since what they are made from does, which is told by itself."""

from __future__ import annotations

import re
from collections.abc import Collection

from gate.compare.pairing import Pairs
from policies.core.resources import Resource

FUNCTION, DEPLOYMENT, API = "aws_lambda_function", "aws_api_gateway_deployment", "aws_api_gateway_"
HEXADECIMAL = re.compile(r"[0-9a-f]{64}")


def reported_elsewhere(paired: Pairs, changed: Collection[str]) -> frozenset[tuple[str, str]]:
    """(address, attribute) of the digests of functions whose code `changed`, and of a deployment of an API that did."""
    found = set()
    api = _api_changed(paired)
    for old, new, _ in paired.pairs:
        if old and new and new.type == FUNCTION and new.get("function_name") in changed:
            found.add((new.address, "source_code_hash"))
        if old and new and new.type == DEPLOYMENT and api and _is_digest(old) and _is_digest(new):
            found.add((new.address, "triggers"))
    return frozenset(found)


def _is_digest(deployment: Resource) -> bool:
    triggers = deployment.get("triggers")
    values = list(triggers.values()) if isinstance(triggers, dict) else []
    return len(values) == 1 and isinstance(values[0], str) and HEXADECIMAL.fullmatch(values[0]) is not None


def _api_changed(paired: Pairs) -> bool:
    """Whether a part of the API changed, by which its deployment is made anew."""
    parts = [(old, new) for old, new, _ in paired.pairs if any(_is_part(block) for block in (old, new))]
    return any(not old or not new or old.values != new.values for old, new in parts)


def _is_part(block: Resource | None) -> bool:
    return block is not None and block.type.startswith(API) and block.type != DEPLOYMENT
