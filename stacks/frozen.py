"""What an API deployment freezes, as one value that changes whenever any of it does."""

import hashlib
from collections.abc import Sequence

from cdktf import DefaultTokenResolver, StringConcat, TerraformResource, Tokenization

from stacks.document import document


def fingerprint(resources: Sequence[TerraformResource]) -> str:
    """SHA-256 over the synthesized form of these resources, references included."""
    digest = hashlib.sha256()
    for resource in resources:
        content = Tokenization.resolve(
            resource.to_terraform(),
            scope=resource,
            preparing=False,
            resolver=DefaultTokenResolver(StringConcat()),
        )
        digest.update(document(content).encode())
    return digest.hexdigest()
