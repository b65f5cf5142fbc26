"""What a deployment of the API takes a copy of, and one value that moves with each change of it."""

from __future__ import annotations

import hashlib
import json

from policies.core import Stack
from policies.core.documents import undecoded

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

    Of each its address and all its arguments, as JSON with sorted keys; what stands under `//` does not count.
    """
    parts = stack.of(REST_API, *PARTS)
    content = {part.address: {key: undecoded(value) for key, value in part.values.items()} for part in parts}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
