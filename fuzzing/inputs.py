"""The commands about inputs: one is given to a target once more, and the best are kept."""

from __future__ import annotations

from pathlib import Path

import click

from fuzzing.keeping import keep as keep_inputs
from fuzzing.oracle import Defect
from fuzzing.places import PYTHON
from fuzzing.table import BY_NAME, TARGETS

NAME = click.Choice([target.name for target in TARGETS])


@click.command()
@click.argument("name", type=NAME, metavar="NAME")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def replay(name: str, files: tuple[Path, ...]) -> None:
    """Give inputs to a target once more, without the engine, and show what it raises.

    \b
    Example:
      python -m fuzzing replay dead_letter crash-1a2b

    \b
    Exit status:
      0  nothing is wrong with them
      1  the target raises; the traceback is on standard error
    """
    for file in files:
        try:
            BY_NAME[name].run(file.read_bytes())
        except Exception as error:
            click.echo(f"{name}: {file}: {'' if isinstance(error, Defect) else f'{type(error).__name__}: '}{error}")
            raise
        click.echo(f"{name}: {file}: nothing is wrong")


@click.command()
@click.option("--target", "names", metavar="NAME", multiple=True, type=NAME, help="Only of this one; may be repeated.")
def keep(names: tuple[str, ...]) -> None:
    """Keep the few inputs that together reach most, in fuzzing/corpus, in place of those that are there.

    \b
    Example:
      make fuzz && python -m fuzzing keep

    \b
    Exit status:
      0  they are kept
      2  they could not be merged, and one line says why
    """
    refuse_without_engine()
    for target in [BY_NAME[name] for name in names] or TARGETS:
        try:
            click.echo(f"{target.name}: {keep_inputs(target)} inputs are kept")
        except ChildProcessError as error:
            raise click.ClickException(str(error)) from None


def refuse_without_engine() -> None:
    """Ends with an error of usage where Atheris is not installed."""
    if not PYTHON.exists():
        raise click.ClickException("the engine is not installed; run `make fuzz`, which sets it up")
