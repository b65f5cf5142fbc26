"""What an API deployment freezes, as one value that changes whenever any of it does."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from cdktf import DefaultTokenResolver, StringConcat, TerraformResource, Tokenization


def fingerprint(resources: Sequence[TerraformResource]) -> str:
    """SHA-256 over these resources as they stand in the synthesized file, so that it can be made again from there.

    Of each its address and all its arguments, references included, as JSON with sorted keys. A document inside a string
    counts by what it says, not by its blanks; the comment under `//` does not count.
    """
    content = dict(map(_arguments, resources))
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _arguments(resource: TerraformResource) -> tuple[str, dict[str, Any]]:
    content: dict[str, Any] = Tokenization.resolve(
        resource.to_terraform(), scope=resource, preparing=False, resolver=DefaultTokenResolver(StringConcat())
    )
    ((kind, named),) = content["resource"].items()
    ((name, arguments),) = named.items()
    return f"{kind}.{name}", {key: _read(value) for key, value in arguments.items() if key != "//"}


def _read(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _read(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_read(item) for item in value]
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
