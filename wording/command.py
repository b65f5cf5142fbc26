"""The command line of the check of templates: it says what a customer would read, or what is wrong."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import click

from commands.process import Stopped
from gate.preflight.variable_files import NoVariables, given
from wording.faults import MAIL, SHORT, faults
from wording.shown import shown

VARIABLES = {MAIL: "email_template", SHORT: "sms_template"}
FILE = click.File("rb")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--email", "mail", type=FILE, metavar="FILE", help="The template of a mail; - is standard input.")
@click.option("--sms", "short", type=FILE, metavar="FILE", help="The template of an SMS; - is standard input.")
@click.option("--var-file", "files", type=Path, multiple=True, metavar="FILE", help="A file of Terraform's variables.")
def wording(mail: BinaryIO | None, short: BinaryIO | None, files: tuple[Path, ...]) -> None:
    """Check the templates of alerts before they are stored, and show what a customer would read.

    Without a file of its own, a template is taken from Terraform's variables
    email_template and sms_template: from --var-file, or the environment. The last
    newlines of a file are left out, as $(cat FILE) leaves them out.

    An SMS must be one part of the phones' own alphabet (GSM 03.38) whatever the
    payment is: 160 septets, of which ^{}\\[]~| and the euro sign take two each.

    \b
    Examples:
      python -m wording --sms sms.txt
      python -m wording --var-file production.tfvars

    \b
    Exit status:
      0  each template may be stored
      1  one may not, and a line says why
      2  it could not be run
    """
    templates = _templates({MAIL: mail, SHORT: short}, files)
    wrong = [f"{kind} template: {fault}" for kind, template in templates.items() for fault in faults(kind, template)]
    if wrong:
        raise Stopped("; ".join(wrong))
    for kind, template in templates.items():
        for line in shown(kind, template):
            click.echo(line)


def _templates(named: dict[str, BinaryIO | None], files: tuple[Path, ...]) -> dict[str, str]:
    try:
        found = given(os.environ, files)
    except NoVariables as error:
        raise click.UsageError(str(error)) from None
    templates = {}
    for kind, variable in VARIABLES.items():
        file = named[kind]
        if file is not None:
            templates[kind] = _read(file)
        elif variable in found.unread:
            raise click.UsageError(f"{variable}: its value is not read here; give it as a file by --{kind}")
        elif variable in found.values:
            templates[kind] = found.values[variable]
    if not templates:
        raise click.UsageError("no template is given; name one by --email, --sms or --var-file")
    return templates


def _read(file: BinaryIO) -> str:
    content: bytes = file.read()
    try:
        return content.decode().rstrip("\n")
    except UnicodeDecodeError:
        raise click.UsageError(f"{file.name}: is no UTF-8; save it as such") from None
