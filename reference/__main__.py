"""python -m reference: writes the validator's lists anew, to be reviewed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

FOLDER = Path(__file__).resolve().parent.parent / "lambdas" / "transaction_validator"


def written(content: Mapping[str, Any]) -> str:
    """Return a list as its file holds it: an entry a line, so that a change of one is a line of the diff."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def files(what: str) -> dict[str, Callable[[], dict[str, Any]]]:
    """Return what makes each file; ImportError without the packages of the extra `dev`."""
    from reference import codes, rates  # noqa: PLC0415 - so that the help needs no package

    made = {
        "codes": {"currencies.json": codes.currencies, "countries.json": codes.countries},
        "rates": {"rates.json": rates.rates},
    }
    return made[what]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("what", type=click.Choice(["codes", "rates"]))
def main(what: str) -> None:
    """Write lists that others keep into the validator: currencies and countries, or exchange rates.

    They are those of the installed packages; no network is used. Review what changed before you commit it.

    \b
    Examples:
      make codes    currencies.json and countries.json
      make rates    rates.json, of the newest day that the package holds

    \b
    Exit status:
      0  the files are written
      2  nothing was to be written
    """
    for name, make in files(what).items():
        (FOLDER / name).write_text(written(make()), encoding="utf-8")
        print(f"wrote {name}; review what changed: git diff lambdas/transaction_validator/{name}")


if __name__ == "__main__":
    main(prog_name="python -m reference")
