"""What the folder of a stack must hold, by what the stack says, and what a bundle holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from policies.core import Resource, Stack
from policies.core.deployed_folder import FUNCTION, LOCK, MANIFEST, STACKS, SYNTHESIZED
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.snapshot import FILE, FOLDER
from policies.core.strict_json import Json


def expected(folder: Resource, stack: Stack) -> dict[str, str]:
    """The kind of each entry by its path: the manifest, each stack's file and lock, this one's bundles, the folders."""
    own = f"{STACKS}/{folder.get('stack')}"
    bundles = [f"{own}/{function.get('filename')}" for function in stack.of(FUNCTION)]
    deployed = [f"{STACKS}/{stack}/{name}" for stack in KNOWN_STACKS for name in (SYNTHESIZED, LOCK)]
    files = [MANIFEST, *deployed, *bundles]
    folders = {str(parent) for file in files for parent in PurePosixPath(file).parents} - {"."}
    return dict.fromkeys(folders, FOLDER) | dict.fromkeys(files, FILE)


def is_of_another(path: str, folder: Resource) -> bool:
    """Whether it lies in the folder of another known stack, and so is judged with that."""
    others = (f"{STACKS}/{stack}/" for stack in KNOWN_STACKS if stack != folder.get("stack"))
    return path.startswith(tuple(others))


def digests(block: Resource) -> Mapping[str, Json]:
    """SHA-256 of each member of a bundle, or of each source of a function, by the member's name."""
    members = block.get("members")
    listed = members.items() if isinstance(members, Mapping) else ()
    return {name: member.get("sha256") if isinstance(member, Mapping) else member for name, member in listed}
