"""What CDKTF's manifest says of a stack."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policies.core.deployed_folder import STACKS, SYNTHESIZED
from policies.core.strict_json import Json

VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")


def of_stack(name: str) -> Mapping[str, Json]:
    """All of it, for a stack of this name that depends on no other."""
    folder = f"{STACKS}/{name}"
    return {
        "annotations": (),
        "constructPath": name,
        "dependencies": (),
        "name": name,
        "stackMetadataPath": f"{folder}/metadata.json",
        "synthesizedStackPath": f"{folder}/{SYNTHESIZED}",
        "workingDirectory": folder,
    }


def is_version(value: Json) -> bool:
    """Whether it is a version as CDKTF has them, `0.21.0`."""
    return isinstance(value, str) and VERSION.fullmatch(value) is not None
