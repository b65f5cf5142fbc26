"""`gate diff`: what a change does to the posture, in words."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence

import click

from gate.cli.options import refuse
from gate.compare.difference import Difference, Direction
from gate.compare.posture import differences
from gate.compare.revision import NoState, of
from gate.progress import step
from gate.words import cell, printable
from policies.core.rulebook import BrokenRulebook, rulebook

COLORS = {Direction.WEAKER: "red", Direction.STRONGER: "green"}


@click.command()
@click.argument("base")
@click.argument("head")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
def diff(base: str, head: str, form: str) -> None:
    """Say what became weaker, stronger, new, gone or other from BASE to HEAD.

    Each is a revision in git, which is synthesized from its own code, or a synthesized file. Compared are the
    attributes that a policy judges, what each role may do, the waivers, and the rulebook; both are judged by today's.

    \b
    Examples:
      gate diff main HEAD
      gate diff v1 v2 --format markdown
      gate diff old/cdk.tf.json cdktf.out/stacks/fraud-detection/cdk.tf.json

    \b
    Exit status: 0 nothing became weaker; 1 something did; 2 it could not be compared.
    """
    try:
        policies = rulebook()
        with step("synthesizing and judging both"):
            found = differences(of(base, policies), of(head, policies), policies)
    except (NoState, BrokenRulebook) as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; nothing was compared")
    {"text": _text, "markdown": _markdown, "json": _json}[form](found)
    sys.exit(any(each.direction is Direction.WEAKER for each in found))


def _text(found: Sequence[Difference]) -> None:
    for each in found:
        word = click.style(f"{each.direction.value:<8}", fg=COLORS.get(each.direction), bold=True)
        click.echo(f"{word}  {printable(each.place)}: {printable(each.what)}")
    click.echo(_summary(found))


def _markdown(found: Sequence[Difference]) -> None:
    click.echo(f"# {_summary(found)}")
    if found:
        click.echo("\n| | where | what |\n| --- | --- | --- |")
    for each in found:
        word = f"**{each.direction.value}**" if each.direction is Direction.WEAKER else each.direction.value
        click.echo(f"| {word} | `{cell(each.place)}` | {cell(each.what)} |")


def _json(found: Sequence[Difference]) -> None:
    rows = [{"direction": each.direction.value, "place": each.place, "what": each.what} for each in found]
    click.echo(json.dumps(rows, indent=2))


def _summary(found: Sequence[Difference]) -> str:
    count = Counter(each.direction for each in found)
    return ", ".join(f"{count[each]} {each.value}" for each in Direction) if found else "nothing differs"
