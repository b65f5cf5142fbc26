"""The folders of stacks that a command is asked about, told apart by the names of the stacks."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from gate.cli.options import refuse
from gate.synthesis import OUTPUT
from gate.words import printable
from policies.core.known_stacks import KNOWN_STACKS

# Terraform's own folder beside a stack, which holds its providers.
PROVIDERS = ".terraform"


def stack_folders(folders: Sequence[Path], *, initialized: bool = False) -> Mapping[str, Path]:
    """Each folder by the name of its stack; without one, all that were synthesized. Ends the process at any other.

    Only where it was `initialized`, Terraform's providers may lie in it: it takes none but those of the lock.
    """
    places = folders or sorted((OUTPUT / "stacks").glob("*"))
    if not places:
        refuse(f"{OUTPUT.name}: holds no stack; run the gate, or name a stack's folder")
    named = [_named(place, initialized=initialized) for place in places]
    for name, times in Counter(name for name, _ in named).items():
        if times > 1:
            refuse(f"{name}: is given twice; name one folder of each stack")
    return dict(named)


def _named(folder: Path, *, initialized: bool) -> tuple[str, Path]:
    """The name of a stack and its folder, which is given by its path, or by the stack's name."""
    place = OUTPUT / "stacks" / folder if str(folder) in KNOWN_STACKS and not folder.exists() else folder
    name = os.path.basename(os.path.abspath(place))
    if name not in KNOWN_STACKS:
        refuse(f"{folder}: is no stack that the gate knows; name the folder of one of these: {', '.join(KNOWN_STACKS)}")
    if place.is_symlink() or not place.is_dir():
        refuse(f"{folder}: is no folder; synthesize it with `gate`, or name the folder itself")
    if not initialized:
        _refuse_providers(place)
    return name, place


def _refuse_providers(folder: Path) -> None:
    providers = folder / PROVIDERS
    if os.path.lexists(providers):
        click.echo(
            printable(
                f"{os.path.relpath(providers)}: holds programs that nobody has judged, and Terraform would run them; "
                "remove it, verify again, and then run terraform init"
            )
        )
        sys.exit(1)
