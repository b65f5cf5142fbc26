"""`gate diff`: what a change does to the posture."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

import click

from gate.cli.options import refuse
from gate.compare.difference import Difference, Direction
from gate.compare.posture import differences
from gate.compare.revision import NoState, of
from gate.progress import step
from gate.words import cell, code, json_text, printable
from policies.core.rulebook import BrokenRulebook, rulebook

COLORS = {Direction.WEAKER: "red", Direction.STRONGER: "green"}


@click.command()
@click.argument("base")
@click.argument("head")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
def diff(base: str, head: str, form: str) -> None:
    """Show what became weaker or stronger from BASE to HEAD.

    Each of the two is a revision in git, which is synthesized from its own code, or a synthesized file. Compared are
    the attributes that a policy judges, what each role may do, the waivers and the rulebook. Today's rulebook judges
    both.

    \b
    Examples:
      gate diff main HEAD
      gate diff v1 v2 --format markdown
      gate diff old/cdk.tf.json cdktf.out/stacks/fraud-detection/cdk.tf.json

    \b
    Exit status:
      0  nothing became weaker
      1  something did
      2  they could not be compared
    """
    try:
        policies = rulebook()
        with step("synthesizing and judging both"):
            changes = differences(of(base, policies), of(head, policies), policies)
    except (NoState, BrokenRulebook) as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; nothing was compared")
    {"text": _text, "markdown": _markdown, "json": _json}[form](changes)
    sys.exit(any(difference.direction is Direction.WEAKER for difference in changes))


def _text(changes: Sequence[Difference]) -> None:
    for direction, place, what in changes:
        word = click.style(f"{direction.value:<8}", fg=COLORS.get(direction), bold=True)
        click.echo(f"{word}  {printable(place)}: {printable(what)}")
    click.echo(_summary(changes))


def _markdown(changes: Sequence[Difference]) -> None:
    click.echo(f"# {_summary(changes)}")
    if changes:
        click.echo("\n| | where | what |\n| --- | --- | --- |")
    for direction, place, what in changes:
        word = f"**{direction.value}**" if direction is Direction.WEAKER else direction.value
        click.echo(f"| {word} | {code(place)} | {cell(what)} |")


def _json(changes: Sequence[Difference]) -> None:
    rows = [{"direction": direction.value, "place": place, "what": what} for direction, place, what in changes]
    click.echo(json_text(rows))


def _summary(changes: Sequence[Difference]) -> str:
    if not changes:
        return "nothing differs"
    count = Counter(difference.direction for difference in changes)
    return ", ".join(f"{count[direction]} {direction.value}" for direction in Direction)
