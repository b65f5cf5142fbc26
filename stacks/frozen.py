"""What an API deployment freezes, as one value that changes whenever any of it does."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from cdktf import DefaultTokenResolver, StringConcat, TerraformResource, Tokenization


def fingerprint(resources: Sequence[TerraformResource]) -> str:
    """SHA-256 over these resources as they stand in the synthesized file, so that it can be made again from there.

    Of each its address and all its arguments, references included, as JSON with sorted keys; the comment under `//`
    does not count.
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
    return f"{kind}.{name}", {key: value for key, value in arguments.items() if key != "//"}
