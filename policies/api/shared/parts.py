"""What a deployment of the API takes a copy of, and one value that moves with each change of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from policies.core import Resource, Stack
from policies.core.strict_json import thaw

REST_API = "aws_api_gateway_rest_api"
PARTS = (
    "aws_api_gateway_resource",
    "aws_api_gateway_model",
    "aws_api_gateway_request_validator",
    "aws_api_gateway_method",
    "aws_api_gateway_method_response",
    "aws_api_gateway_integration",
    "aws_api_gateway_integration_response",
    "aws_api_gateway_gateway_response",
)


def fingerprint(stack: Stack) -> str:
    """SHA-256, in hexadecimal, over the REST API and its parts as they stand in the file.

    Of each its address and all its arguments, as JSON with sorted keys; documents inside strings count by what they
    say, and what stands under `//` does not count.
    """
    return fingerprint_of(stack.of(REST_API, *PARTS))


def fingerprint_of(parts: Iterable[Resource]) -> str:
    """The same of these resources."""
    content = {part.address: {key: thaw(value) for key, value in part.values.items()} for part in parts}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
