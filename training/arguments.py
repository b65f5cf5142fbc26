"""What the command line of the training takes, and what it says of itself."""

import argparse
from pathlib import Path

HELP = """\
Train the fraud model on simulated payments. Write it beside the code of the
function fraud-analyzer, and its listing and its figures beside this command.
The same versions write the same bytes.

It needs packages of its own: training/README.md says how to install them.

Examples:
  make train
  make model-bench
  make model-card
  .venv/training/bin/python -m training evaluate --transactions data/*.pkl
  .venv/bin/python -m training drift --before may.csv --after june.csv
  .venv/bin/python -m training show lambdas/fraud_analyzer/shadow.json

Exit status:
  0  done; of drift: nothing has drifted
  1  a package is missing, or a file cannot be read; nothing is written.
     Of drift: a feature or the score has drifted
  2  drift could not be measured
"""
EVALUATE = """\
Run the public benchmark's protocol on recorded payments, for the shipped model
and for one that is retrained by the protocol. Files are CSV, Parquet, or data
frames as pickles, with the benchmark's columns: TX_DATETIME, CUSTOMER_ID,
TERMINAL_ID, TX_AMOUNT, TX_FRAUD. Nothing that a pickle asks for is run unless
a data frame is made of it.
"""
DRIFT = """\
Compare two periods of recorded payments, in the files that `evaluate` takes as
well: the population stability index of each feature and of the model's score.
Bins hold a tenth each of the period before. Up to 0.1 is stable, up to 0.25
worth a look, and above that it has drifted: customary limits. The first days of
each period only fill the histories of cards and terminals.

Exit status:
  0  nothing has drifted
  1  a feature or the score has drifted
  2  it could not be measured
"""
FIT = """\
Train a candidate on recorded payments, such as `python -m training.export`
writes: 58 days at least. The first 30 only fill the histories, the last 14 give
the threshold. OUT is a new file: read it with `show`, backtest it, and put it
beside the shipped model as shadow.json before it decides anything.
"""
PLAIN = argparse.RawDescriptionHelpFormatter


def parser() -> argparse.ArgumentParser:
    """Return the parser; each command says the rest of itself."""
    whole = argparse.ArgumentParser("python -m training", description=HELP, formatter_class=PLAIN)
    whole.add_argument("--quiet", action="store_true", help="tell no progress")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("bench", help="measure the model on simulated worlds, for the model card; minutes")
    commands.add_parser("labels", help="simulate 60 days of late labels, for the model card; a quarter of an hour")
    carded = commands.add_parser("card", help="write docs/model-card.md from the figures that were measured")
    carded.add_argument("--html", type=Path, metavar="FILE", help="write its plots as an HTML page as well")
    shown = commands.add_parser("show", help="print a model's file so that it can be reviewed")
    shown.add_argument("file", type=Path, metavar="FILE", help="such as lambdas/fraud_analyzer/shadow.json")
    about = "run the benchmark's protocol on files"
    asked = commands.add_parser("evaluate", help=about, description=EVALUATE, formatter_class=PLAIN)
    asked.add_argument("--transactions", nargs="+", type=Path, required=True, metavar="FILE")
    asked.add_argument("--json", action="store_true", help="print JSON")
    about = "train a candidate on recorded payments"
    fitted = commands.add_parser("fit", help=about, description=FIT, formatter_class=PLAIN)
    fitted.add_argument("--transactions", nargs="+", type=Path, required=True, metavar="FILE")
    fitted.add_argument("--effective", required=True, metavar="DAY", help="from which the model may decide")
    fitted.add_argument("--out", type=Path, required=True, metavar="OUT")
    about = "tell whether features or score have drifted between two periods"
    compared = commands.add_parser("drift", help=about, description=DRIFT, formatter_class=PLAIN)
    compared.add_argument("--before", nargs="+", type=Path, required=True, metavar="FILE")
    compared.add_argument("--after", nargs="+", type=Path, required=True, metavar="FILE")
    compared.add_argument("--warm-up", type=_days, default=30, metavar="DAYS", help="30 without it")
    return whole


def _days(given: str) -> int:
    if given.isascii() and given.isdecimal() and len(given) <= 4:
        return int(given)
    raise argparse.ArgumentTypeError("a whole number of days, such as 30")
