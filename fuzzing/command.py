"""The command line: which targets, for how long, and what becomes of what was found."""

from __future__ import annotations

import sys

import click

from fuzzing.campaign import Result, run
from fuzzing.inputs import NAME, keep, refuse_without_engine, replay
from fuzzing.table import BY_NAME, TARGETS

FOUND = 1


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--target", "names", metavar="NAME", multiple=True, type=NAME, help="Only this one; may be repeated.")
@click.option(
    "--seconds",
    type=click.IntRange(1, 7 * 24 * 3600),
    default=3600,
    show_default=True,
    help="For all targets together, in equal parts.",
)
@click.pass_context
def fuzzing(context: click.Context, /, names: tuple[str, ...], seconds: int) -> None:
    """Give strange bytes to whatever reads bytes that others wrote, and look for what it should not do with them.

    A target is a reader with what must be true of it: it refuses in one line, it never hangs, and what it accepts is
    what the bytes say. Inputs are changed, and those are changed further that reach new edges of the project's code.
    It starts from the inputs in fuzzing/corpus and works in .fuzzing, which git ignores. Nothing is sent anywhere.

    \b
    Examples:
      make fuzz                                       all targets, one hour
      make fuzz TARGET=dead_letter SECONDS=60         one of them, one minute
      python -m fuzzing targets                       what is fuzzed
      python -m fuzzing replay dead_letter FILE       one input once more
      python -m fuzzing keep                          keep the best inputs

    \b
    Exit status:
      0    nothing was found
      1    something was: the target, the reason, the input, how to see it again
      2    it could not be run, and one line says why
      130  it was interrupted; what was reached until then is in .fuzzing
    """
    if context.invoked_subcommand:
        return
    refuse_without_engine()
    chosen = [BY_NAME[name] for name in names] or TARGETS
    results = run(chosen, seconds, _say)
    found = [result for result in results if not result.is_clean]
    runs = sum(result.said.runs for result in results)
    click.echo(
        f"{len(results)} targets, {runs:,} runs: {f'{len(found)} found something' if found else 'nothing found'}"
    )
    if found:
        sys.exit(FOUND if any(result.said.input for result in found) else 2)


@fuzzing.command()
def targets() -> None:
    """List the targets, and the readers that each of them drives.

    \b
    Example:
      python -m fuzzing targets

    \b
    Exit status:
      0  always
    """
    for target in TARGETS:
        click.echo(f"{target.name:<18}{', '.join(target.readers)}")


fuzzing.add_command(replay)
fuzzing.add_command(keep)


def _say(result: Result) -> None:
    for line in result.lines:
        click.echo(line)
