"""The command line: which file, which loads, and what is written."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from capacity import called, measured, prices, reading, text
from capacity.assumptions import Conditions
from capacity.document import ROOT
from capacity.runs import LOADS, SECONDS, SEED, WARM, Given, assuming, rows
from capacity.writing import written
from gate.atomic import replace

FILE = ROOT / "cdktf.out" / "stacks" / "fraud-detection" / "cdk.tf.json"
RATE = click.FloatRange(1, 10_000)
PATH = click.Path(path_type=Path)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--file", metavar="FILE", type=PATH, default=FILE, help="A cdk.tf.json; by default the gate's last.")
@click.option("--load", "loads", metavar="N", multiple=True, type=RATE, help="Payments a second; may be repeated.")
@click.option("--seconds", metavar="N", type=click.FloatRange(1, 600), default=SECONDS, show_default=True)
@click.option("--seed", metavar="N", type=int, default=SEED, show_default=True, help="Another one is another chance.")
@click.option("--warm-table", is_flag=True, help=f"Tables for which {WARM:,.0f} write units a second were ordered.")
@click.option("--in-calls", is_flag=True, help="They come in calls, each with as many as one takes.")
@click.option("--page", is_flag=True, help="Write docs/capacity.md and docs/capacity.svg as well.")
@click.pass_context
def capacity(context: click.Context, /, file: Path, page: bool, **asked: Any) -> None:
    """Simulate what becomes of N payments a second on the synthesized system.

    All limits come from the file: the functions' reserved concurrency, and with it their requests a second, the
    workflow's retries, the throttles, the queue of what is throttled and how batches of it are handed out. What the
    functions cost is measured; what AWS does not document is assumed, and docs/capacity.md says how much depends on
    it. Nothing is sent to AWS.

    \b
    Examples:
      make capacity    judges the stack, and renews docs/capacity.md
      python -m capacity --load 80 --load 120
      python -m capacity --file changed.tf.json --load 200
      python -m capacity --load 1000 --warm-table
      python -m capacity --load 1000 --in-calls
      python -m capacity measure

    \b
    Exit status:
      0    the table is printed, and what was asked for is written
      2    it is not, and one line says why
      130  it was interrupted; nothing was written
    """
    context.obj = file
    if context.invoked_subcommand:
        return
    loads, seconds, seed = asked["loads"], asked["seconds"], asked["seed"]
    in_calls = asked["in_calls"]
    if page and (loads or asked["warm_table"] or in_calls or (seconds, seed) != (SECONDS, SEED)):
        raise click.UsageError("--page is of all loads and both tables; leave out all other options but --file")
    known = measured.load()
    given = Given(reading.read(file), Conditions(known.milliseconds), prices.load(), seconds, seed)
    simulated, table = (assuming(given, "table", WARM), "warm") if asked["warm_table"] else (given, "new")
    simulate, known_loads = (called.rows, (*called.LOADS, *called.HIGHER)) if in_calls else (rows, LOADS)
    shown = text.show(
        simulate(simulated, loads or known_loads),
        f"{seconds:g} seconds of each load{' in calls' * in_calls} on a {table} table, simulated",
        in_calls=in_calls,
    )
    if page:
        written(given, known, shown)


@capacity.command()
@click.pass_obj
def measure(file: Path) -> None:
    """Measure the functions on this machine, and keep the figures.

    \b
    Example:
      python -m capacity measure

    \b
    Exit status:
      0  capacity/measured.json is renewed; `make capacity` goes by it
      2  it is not, and one line says why
    """
    found = measured.measure(file.read_bytes())
    replace(measured.FILE, json.dumps(asdict(found), indent=2) + "\n")
    print(measured.FILE.read_text(encoding="utf-8"), end="")
