"""The command: synthesizes twice, compares, and says what differs and what was ignored."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gate.synthesis import synthesis
from policies.core.snapshot import FOLDER, snapshot
from successor.comparing import Compared, Files, compare
from successor.reviewed import CannotCompare, reviewed
from successor.synthesizing import their_synthesis

DIFFERS = 1


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
def successor() -> None:
    """Show that leaving CDKTF is a rename: synthesize with CDK Terrain too, and compare all that is written.

    A copy of stacks/ and lambdas/ is renamed by successor/reviewed.toml and
    synthesized in .venv/successor, where CDK Terrain is installed and CDKTF is
    not. Our own code is synthesized as the gate does it. JSON is compared by its
    values, bundles and locks by their bytes. What differs is a line each:

    \b
      fraud-detection: aws_sqs_queue.x: name: 5 by ours, 6 by the successor

    What may differ is a list in successor/reviewed.toml, with a reason each. An
    entry that ignores nothing is an error. Nothing in this folder is changed, and
    no network is used.

    \b
    Examples:
      make successor          installs the environment first, if it is not there
      python -m successor

    \b
    Exit status:
      0    both write the same
      1    something differs
      2    they could not be compared, and one line says why
      130  it was interrupted; no file is left behind
    """
    table = reviewed()
    with their_synthesis(table) as theirs, synthesis() as ours:
        one, other = contents(ours), contents(theirs)
    compared = compare(one, other, table.ignored)
    _show(one, compared)
    if compared.differences:
        sys.exit(DIFFERS)


def contents(folder: Path) -> Files:
    """The bytes of each file by its path; raises CannotCompare where something is neither file nor folder."""
    files: dict[str, bytes] = {}
    for entry in snapshot(folder):
        if entry.data is not None:
            files[entry.path] = entry.data
        elif entry.kind != FOLDER:
            raise CannotCompare(f"{entry.path}: is a link, a pipe or a device; look at what wrote it")
    return files


def _show(files: Files, compared: Compared) -> None:
    for difference in compared.differences:
        print(difference)
    differing = {difference.file for difference in compared.differences}
    for name in sorted(set(files) - differing):
        touched = [entry for entry, found in compared.ignored.items() if any(each.file == name for each in found)]
        print(f"{name}: {f'the same, but for {len(touched)} ignored below' if touched else 'the same bytes'}")
    for entry, found in compared.ignored.items():
        for ours, theirs in sorted({(str(each.ours), str(each.theirs)) for each in found}):
            print(f"ignored in {entry.file}: {'.'.join(entry.path)}: {ours}, {theirs}: {entry.reason}")
    count = len(compared.differences)
    print(f"{count} differ" if count else "CDKTF and CDK Terrain synthesize the same")
