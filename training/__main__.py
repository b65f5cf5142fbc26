"""python -m training: trains the shipped fraud model again, measures it, or evaluates it on recorded payments."""

import argparse
import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from lambdas.fraud_analyzer import model

from . import bench, evaluate, shipped, transactions
from .listing import listing
from .shipped import Boost

SHIPPED = Path(model.__file__).with_name("model.json")
# What a reviewer reads, and no function needs: neither is packed.
LISTING = Path(__file__).with_name("shipped-model.txt")
FIGURES = LISTING.with_name("shipped-figures.json")

HELP = """\
Train the fraud model on simulated payments. Write it beside the code of the
function fraud-analyzer, and its listing and its figures beside this command.
The same versions write the same bytes.

It needs packages of its own: training/README.md says how to install them.

Examples:
  make train
  make model-bench
  .venv/training/bin/python -m training evaluate --transactions data/*.pkl
  .venv/bin/python -m training show lambdas/fraud_analyzer/shadow.json

Exit status:
  0  done
  1  a package is missing, or a file cannot be read; nothing is written
"""
EVALUATE = """\
Run the public benchmark's protocol on recorded payments, for the shipped model
and for one that is retrained by the protocol. Files are CSV, Parquet, or data
frames as pickles, with the benchmark's columns: TX_DATETIME, CUSTOMER_ID,
TERMINAL_ID, TX_AMOUNT, TX_FRAUD. Nothing that a pickle asks for is run unless
a data frame is made of it.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line says; what fails is told in one line."""
    given = _parser().parse_args(arguments)
    try:
        _run(given)
    except (OSError, ValueError, ModuleNotFoundError) as failure:
        known = not isinstance(failure, ModuleNotFoundError)
        print(f"training: {failure if known else f'{failure}; install training/requirements.lock'}", file=sys.stderr)
        sys.exit(1)


def _run(given: argparse.Namespace) -> None:
    progress = _progress if not given.quiet else lambda _: None
    if given.command == "evaluate":
        read = transactions.payments(given.transactions, progress)
        evaluation = evaluate.evaluated(read, model.load(), _boost("PROTOCOL"), progress)
        print(json.dumps(evaluation.as_json(), indent=2) if given.json else evaluate.report(evaluation))
    elif given.command == "show":
        print(listing(model.read(given.file.read_text(encoding="utf-8"))), end="")
    elif given.command == "bench":
        print(bench.benched(model.load(), _boost("PROTOCOL"), progress))
    else:
        text, figures = shipped.trained(_boost("MIXTURE"), progress)
        ship(text, figures)
        print(FIGURES.read_text(encoding="utf-8"), end="")


def ship(text: str, figures: dict[str, Any]) -> None:
    """Write the model's file beside the function's code, and beside this module the same for its reviewers."""
    SHIPPED.write_text(text, encoding="utf-8")
    LISTING.write_text(listing(model.read(text)), encoding="utf-8")
    FIGURES.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _boost(settings: str) -> Boost:
    # Imported here, so that the help and the reading of files need none of what training needs.
    from . import boosting  # noqa: PLC0415

    return partial(boosting.boosted, settings=getattr(boosting, settings))


def _progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("python -m training", description=HELP, formatter_class=plain)
    parser.add_argument("--quiet", action="store_true", help="tell no progress")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("bench", help="print the figures beside the published ones")
    shown = commands.add_parser("show", help="print a model's file so that it can be reviewed")
    shown.add_argument("file", type=Path, metavar="FILE", help="such as lambdas/fraud_analyzer/shadow.json")
    about = "run the benchmark's protocol on files"
    asked = commands.add_parser("evaluate", help=about, description=EVALUATE, formatter_class=plain)
    asked.add_argument("--transactions", nargs="+", type=Path, required=True, metavar="FILE")
    asked.add_argument("--json", action="store_true", help="print JSON")
    return parser


if __name__ == "__main__":
    main()
