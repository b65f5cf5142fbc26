"""The command line: which mutants, and what is kept of the run."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

import click
from rich.console import Console

from attack import document, extract, record, tables
from attack.oracle import oracle
from attack.outcomes import together
from attack.run import ROOT, run
from attack.score import Score, score, stale
from attack.shares import shares
from gate.atomic import replace
from gate.progress import step
from gate.provider.schema import EXTRACT, schema
from policies.core.rulebook import rulebook

OUTPUT = ROOT / "cdktf.out"
SURVIVED = 1
# In a pipe no line is broken.
WIDE = 200


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--type", "types", metavar="TYPE", multiple=True, help="Blocks of this type alone; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print what attack/record.json would hold, and no table.")
@click.option("--keep", is_flag=True, help="Renew attack/record.json and docs/the-attack.md.")
@click.option("--afresh", is_flag=True, help="Judge again what an earlier run with the same files judged.")
@click.pass_context
def attack(context: click.Context, /, types: tuple[str, ...], as_json: bool, keep: bool, afresh: bool) -> None:
    """Change the synthesized stacks in every way that the provider takes, and see whether the gate closes.

    Each change of a block is a mutant: an attribute is removed, null, of another type, moved by one or by powers of
    ten, widened, pointed elsewhere or made an expression; arguments and types are added; resources are gone, doubled
    or renamed; statements, states and templates are changed in their own grammar; and two changes come at once. The
    rulebook judges each. attack/oracle.toml says which mutants may pass, and why; every other one must close the gate.

    A run that is interrupted goes on where it was, as long as no file has changed that decides.

    \b
    Examples:
      make mutate                    attacks all stacks, and keeps the score
      make mutate TYPE=aws_kms_key   attacks the keys alone, and keeps nothing
      python -m attack --type variable --json
      python -m attack schema

    \b
    Exit status:
      0    every mutant that must close the gate closes it
      1    one survived, or attack/oracle.toml excuses what is not there
      2    it could not be judged, and one line says why
      130  it was interrupted; what was judged is kept
    """
    if context.invoked_subcommand:
        return
    if keep and types:
        raise click.UsageError("--keep is of a whole run; leave out --type")
    counted, lines = attacked(types, afresh=afresh)
    kept = record.record(counted, OUTPUT, datetime.now(UTC).date().isoformat(), rulebook())
    if as_json:
        print(json.dumps(kept, indent=2))
    else:
        tables.show(Console(highlight=False, width=None if sys.stdout.isatty() else WIDE), counted)
    for line in lines:
        print(line, file=sys.stderr if as_json else sys.stdout)
    if keep:
        record.keep(kept)
        replace(document.FILE, document.page(kept))
    if len(lines) > 1 or counted.survivors:
        sys.exit(SURVIVED)


def attacked(types: tuple[str, ...], *, afresh: bool) -> tuple[Score, list[str]]:
    """The score of a run, and what it comes to, a line each."""
    table = oracle()
    with step("attacking the rulebook"):
        found = together(run(OUTPUT, shares(OUTPUT, types), afresh=afresh))
    counted = score(found, table)
    # Of some types alone, nobody knows which entries are stale.
    return counted, [*tables.sentences(counted, () if types else stale(counted, table))]


@attack.command("schema")
@click.option("--provider", metavar="VERSION", default=None, help="Of the AWS provider; by default as it was.")
def renew_schema(provider: str | None) -> None:
    """Renew policies/schema.json, what the provider takes.

    It is of each type that a policy names. Terraform on this machine is asked, offline, so the provider must lie in
    a mirror.

    \b
    Example:
      make schema

    \b
    Exit status:
      0    the extract is written; review the difference
      2    it is not, and one line says why
    """
    types = {type_ for policy in rulebook() for type_ in policy.applies_to if type_.startswith("aws_")}
    version = provider or schema().version
    text = extract.written(extract.extract(extract.asked(version), version, types))
    before = EXTRACT.read_text(encoding="utf-8")
    replace(EXTRACT, text)
    print(f"{EXTRACT.name}: {'as it was' if text == before else 'changed; review the difference'}", file=sys.stderr)
