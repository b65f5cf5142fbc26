"""python -m openapi: writes the OpenAPI document of the API that a synthesized file describes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from openapi.answers import Undescribed, written
from openapi.document import document
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path), metavar="JSON")
def main(file: Path, target: Path) -> None:
    """Describe the API of a synthesized FILE, and write that as an OpenAPI document.

    \b
    Examples:
      make openapi    judges the stack, renews docs/openapi.json, and lints it
      python -m openapi cdk.tf.json openapi.json

    \b
    Exit status:
      0  it is written
      2  it is not, and one line says why
    """
    try:
        target.write_text(written(document(Stack.load(file.read_bytes()))), encoding="utf-8")
    except OSError as error:
        _refuse(f"{error.filename}: {error.strerror}; name a file to read, and one to write")
    except Unreadable as error:
        _refuse(f"{file}: {error}; give a cdk.tf.json as it was synthesized")
    except Undescribed as error:
        _refuse(f"{file}: {error}")


def _refuse(reason: str) -> NoReturn:
    click.echo(reason, err=True)
    sys.exit(2)


if __name__ == "__main__":
    main(prog_name="python -m openapi")
