"""What the folder of a stack must hold, by what the stack says, and what a bundle holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from policies.core import Resource, Stack
from policies.core.deployed_folder import FUNCTION, LOCK, MANIFEST, STACKS, SYNTHESIZED
from policies.core.snapshot import FILE, FOLDER
from policies.core.strict_json import Json


def expected(folder: Resource, stack: Stack) -> dict[str, str]:
    """The kind of each entry by its path: the manifest, the stack's file, its lock, its bundles, and their folders."""
    own = f"{STACKS}/{folder.name}"
    bundles = [f"{own}/{function.get('filename')}" for function in stack.of(FUNCTION)]
    files = [MANIFEST, f"{own}/{SYNTHESIZED}", f"{own}/{LOCK}", *bundles]
    folders = {str(parent) for file in files for parent in PurePosixPath(file).parents} - {"."}
    return dict.fromkeys(folders, FOLDER) | dict.fromkeys(files, FILE)


def digests(block: Resource) -> Mapping[str, Json]:
    """SHA-256 of each member of a bundle, or of each source of a function, by the member's name."""
    members = block.get("members")
    listed = members.items() if isinstance(members, Mapping) else ()
    return {name: member.get("sha256") if isinstance(member, Mapping) else member for name, member in listed}
