"""`gate diff`: what a change does to the posture."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gate.cli.options import refuse
from gate.compare.base_gate import NotItsGate, check
from gate.compare.difference import Difference, Direction
from gate.compare.posture import differences
from gate.compare.revision import NoState, of
from gate.progress import step
from gate.reports.differences import FORMATS
from gate.terminal import colored
from policies.core.rulebook import BrokenRulebook, rulebook


@click.command()
@click.argument("base")
@click.argument("head")
@click.option(
    "--synthesized",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder that HEAD was synthesized to: its bytes are read, and none of its code runs.",
)
@click.option("--by-base", is_flag=True, help="Refuse unless this gate is BASE's own, file by file.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="What to print.",
)
def diff(base: str, head: str, synthesized: Path | None, by_base: bool, form: str) -> None:
    """Show what became weaker or stronger from BASE to HEAD.

    Each of the two is a revision in git, which is synthesized from its own code, or a synthesized file. Of two
    revisions every tracked file is compared, as git's objects have it, and every block of the synthesized stacks: all
    attributes, what each role may do, and what a policy finds. Of a file given alone, only its blocks are. This
    checkout's rulebook judges both.

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
    changes, alone = _compared(base, head, synthesized, by_base)
    click.echo("\n".join(FORMATS[form](changes, alone)), color=colored())
    sys.exit(any(difference.direction is Direction.WEAKER for difference in changes))


def _compared(base: str, head: str, synthesized: Path | None, by_base: bool) -> tuple[list[Difference], str]:
    """The differences, and which side alone was given as a file, so that no tracked file was compared."""
    try:
        if by_base:
            check(base)
        policies = rulebook()
        with step("synthesizing and judging both"):
            before, after = of(base, policies), of(head, policies, output=synthesized)
            alone = [name for name, state in ((base, before), (head, after)) if state.files is None]
            return differences(before, after, policies), alone[0] if len(alone) == 1 else ""
    except (NoState, NotItsGate, BrokenRulebook) as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; nothing was compared")
