"""python -m gate.diagram: draws the system that a synthesized file describes, as SVG."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from gate.diagram.folding import LeftOut, folded
from gate.diagram.svg import svg
from gate.diagram.tree import Diagram, diagram
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("picture", type=click.Path(path_type=Path), metavar="SVG")
def main(file: Path, picture: Path) -> None:
    """Draw the system that a synthesized FILE describes, and write it as SVG.

    \b
    Examples:
      make picture    judges the stack first, and renews docs/system.svg
      python -m gate.diagram cdktf.out/stacks/fraud-detection/cdk.tf.json out.svg

    \b
    Exit status:
      0  it is written
      2  it is not, and one line says why
    """
    try:
        picture.write_text(svg(_diagram(Stack.load(file.read_bytes()))), encoding="utf-8")
    except OSError as error:
        _refuse(f"{error.filename}: {error.strerror}; name a file to read, and an SVG to write")
    except Unreadable as error:
        _refuse(f"{file}: {error}; give a cdk.tf.json as it was synthesized")
    except LeftOut as error:
        _refuse(f"{file}: {error}")


def _diagram(stack: Stack) -> Diagram:
    return diagram(stack, folded(stack))


def _refuse(reason: str) -> NoReturn:
    click.echo(reason, err=True)
    sys.exit(2)


if __name__ == "__main__":
    main(prog_name="python -m gate.diagram")
