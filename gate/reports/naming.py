"""What a resource is called in a sentence: `the key "transactions" (aws_kms_key.transactions)`."""

from __future__ import annotations

from policies.aws.names import noun, own_name
from policies.core.resources import Resource


def named(resource: Resource) -> str:
    """The resource by its noun, its name and its address in Terraform."""
    word = noun(resource.type)
    return f'the {word} "{_name(resource, word)}" ({resource.address})'


def _name(resource: Resource, word: str) -> str:
    """Its own name; else that of the innermost construct that is not called after what it is: `transactions`."""
    name = own_name(resource)
    if name and "${" not in name:
        return name
    constructs = (resource.path or resource.name).split("/")
    words = word.lower().split()
    own = next((name for name in reversed(constructs) if name.lower() not in (words[-1], "-".join(words))), "")
    return own.removesuffix(f"-{words[-1]}") or resource.name
