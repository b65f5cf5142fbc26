"""`gate restore`: the way back to the rules, the model and the rates that were attested."""

from __future__ import annotations

from pathlib import Path

import click

from gate import git, git_objects
from gate.atomic import replace
from gate.cli.options import refuse
from gate.cli.statement import statement_in
from gate.provenance.attestation import Statement
from gate.provenance.digests import content, digest
from gate.synthesis import ROOT
from gate.words import printable

# What decides about payments and is data: each has two owners and says since when it holds.
DECIDING = (
    "lambdas/fraud_analyzer/model.json",
    "lambdas/fraud_analyzer/rules.json",
    "lambdas/transaction_validator/rates.json",
)


@click.command()
@click.argument("attestation", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), help="Public key, PEM: refuse what it has not signed.")
def restore(attestation: Path, key: Path | None) -> None:
    """Bring back the attested rules, model and rates.

    They are taken from the commit that ATTESTATION names, and written into this tree; nothing is committed. It must be
    of an open gate, and of a tree that was that commit.

    \b
    Examples:
      gate restore deployed/attestation.dsse.json --key gate.pub.pem
      git diff && make calls && gate

    \b
    Exit status:
      0  each of them is as it was
      1  the signature is not that of the key
      2  they could not be brought back, and none was changed
    """
    held = _held(attestation, statement_in(attestation, key, undone="nothing was restored"))
    for path, data in held.items():
        same = digest(data) == f"sha256:{content(ROOT / path)}"
        if not same:
            replace(ROOT / path, data.decode())
        click.echo(printable(f"{'unchanged' if same else 'restored'}: {path} {digest(data)}"))


def _held(attestation: Path, statement: Statement) -> dict[str, bytes]:
    """The bytes of each, as the commit holds them."""
    tree = statement.attested.tree
    if not statement.is_open or not tree.is_clean:
        refuse(f"{attestation}: is not of an open gate on a commit and nothing else; choose one that is")
    try:
        found = git_objects.entries(ROOT, tree.commit)
        missing = [path for path in DECIDING if path not in found or found[path].mode not in git_objects.FILE_MODES]
        if missing:
            refuse(f"{attestation}: its commit holds no {', '.join(missing)}; choose a later one")
        contents = git_objects.contents(ROOT, [found[path].object for path in DECIDING])
        return {path: contents[found[path].object] for path in DECIDING}
    except git.NoAnswer:
        refuse(f"{attestation}: its commit {tree.commit} is not here; {git.unknown(ROOT)}")
