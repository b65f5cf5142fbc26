"""`gate reproduce`: does another synthesis write the very files that were judged?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from gate.cli.options import refuse
from gate.cli.verify_reports import refuse_differing
from gate.provenance.digests import digests, is_digest, listed
from gate.synthesis import OUTPUT, SynthesisFailed, synthesis
from gate.words import counted_noun, printable


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=OUTPUT)
def reproduce(folder: Path) -> None:
    """Synthesize anew, and compare every file with those in FOLDER.

    The synthesis runs in a scratch folder, of which nothing stays. FOLDER is cdktf.out, or what another machine
    synthesized of the same commit. Each file that differs, is missing or is there alone is named, each bundle with its
    digest. It judges nothing, and what it runs is the code of this checkout.

    \b
    Examples:
      gate reproduce
      gate reproduce downloaded/synthesized

    \b
    Exit status:
      0  both hold the same files, byte for byte
      1  they do not
      2  it could not be compared
    """
    there = digests(folder)
    if folder.is_symlink() or not folder.is_dir() or not there:
        refuse(f"{folder}: is no folder with files; run the gate, or name a folder that was synthesized")
    try:
        with synthesis() as fresh:
            anew = digests(fresh)
    except (SynthesisFailed, OSError) as error:
        refuse(f"{error}; nothing was compared")
    refuse_differing([*differences(there, anew)])
    click.echo(printable(f"reproduced: {counted_noun(len(there), 'file')}, sha256:{listed(there)}"))


def differences(there: Mapping[str, str], anew: Mapping[str, str]) -> Iterator[str]:
    """A line for each file that is not in both as the same bytes."""
    for name in sorted({*there, *anew}):
        if name not in anew:
            yield f"{name}: is in the folder, and was not synthesized anew"
        elif name not in there:
            yield f"{name}: was synthesized anew, and is not in the folder"
        elif there[name] != anew[name]:
            yield f"{name}: is {_shown(there[name])} in the folder, and {_shown(anew[name])} anew"


def _shown(digest: str) -> str:
    return f"sha256:{digest}" if is_digest(digest) else digest
