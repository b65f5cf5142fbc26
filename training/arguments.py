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
PLAIN = argparse.RawDescriptionHelpFormatter


def parser() -> argparse.ArgumentParser:
    """Return the parser; each command says the rest of itself."""
    whole = argparse.ArgumentParser("python -m training", description=HELP, formatter_class=PLAIN)
    whole.add_argument("--quiet", action="store_true", help="tell no progress")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("bench", help="measure the model on simulated worlds, for the model card; minutes")
    commands.add_parser("labels", help="simulate 60 days of late labels, for the model card; a quarter of an hour")
    shown = commands.add_parser("show", help="print a model's file so that it can be reviewed")
    shown.add_argument("file", type=Path, metavar="FILE", help="such as lambdas/fraud_analyzer/shadow.json")
    about = "run the benchmark's protocol on files"
    asked = commands.add_parser("evaluate", help=about, description=EVALUATE, formatter_class=PLAIN)
    asked.add_argument("--transactions", nargs="+", type=Path, required=True, metavar="FILE")
    asked.add_argument("--json", action="store_true", help="print JSON")
    return whole
