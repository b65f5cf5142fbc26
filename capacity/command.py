"""The command line: which file, which loads, and what is written."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from capacity import measured, prices, reading, text
from capacity.assumptions import Conditions
from capacity.design import NAMED, OWN, Design
from capacity.design_runs import WARM, outcome
from capacity.document import ROOT
from capacity.runs import LOADS, SECONDS, SEED, Given, assuming, rows
from capacity.writing import written
from gate.atomic import replace

FILE = ROOT / "cdktf.out" / "stacks" / "fraud-detection" / "cdk.tf.json"
RATE = click.FloatRange(1, 10_000)
COUNT, MS = click.IntRange(1, 1000), click.FloatRange(0, 100_000)
PATH = click.Path(path_type=Path)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--file", metavar="FILE", type=PATH, default=FILE, help="A cdk.tf.json; by default the gate's last.")
@click.option("--load", "loads", metavar="N", multiple=True, type=RATE, help="Payments a second; may be repeated.")
@click.option("--seconds", metavar="N", type=click.FloatRange(1, 600), default=SECONDS, show_default=True)
@click.option("--seed", metavar="N", type=int, default=SEED, show_default=True, help="Another one is another chance.")
@click.option("--design", type=click.Choice((NAMED, OWN)), help="Add a queue, which no file describes; who drains it.")
@click.option("--batch", metavar="N", type=COUNT, default=10, show_default=True, help="Of a design: payments a batch.")
@click.option("--pollers", metavar="N", type=COUNT, default=10, show_default=True, help="Of a design: at a time.")
@click.option("--batch-ms", metavar="MS", type=MS, default=60, show_default=True, help="Of a design: for a batch.")
@click.option("--payment-ms", metavar="MS", type=MS, default=1, show_default=True, help="And for each payment in it.")
@click.option("--window", metavar="S", type=MS, help="Until a batch that is not full begins; 1 above ten a batch.")
@click.option("--warm-table", is_flag=True, help="Of a design: a table that has had 20,000 write units a second.")
@click.option("--page", is_flag=True, help="Write docs/capacity.md and docs/capacity.svg as well.")
@click.pass_context
def capacity(context: click.Context, /, file: Path, page: bool, **asked: Any) -> None:
    """Simulate what becomes of N payments a second on the synthesized system.

    All limits come from the file: the functions' reserved concurrency, and with it their requests a second, the
    workflow's retries, the throttles. What the functions cost is measured; what AWS does not document is assumed, and
    docs/capacity.md says how much depends on it. Nothing is sent to AWS.

    With --design it is not the system that is simulated, but a design: what is throttled goes to a queue, is answered
    202, and is drained in batches, by the named functions or by one of its own.

    \b
    Examples:
      make capacity    judges the stack, and renews docs/capacity.md
      python -m capacity --load 80 --load 120
      python -m capacity --file changed.tf.json --load 200
      python -m capacity --design named --batch 10 --pollers 10 --warm-table
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
    if page and (loads or asked["design"] or (seconds, seed) != (SECONDS, SEED)):
        raise click.UsageError("--page is of all loads of the system; leave out --load, --seconds, --seed and --design")
    known = measured.load()
    given = Given(reading.read(file), Conditions(known.milliseconds), prices.load(), seconds, seed)
    if asked["design"]:
        design = Design(*(asked[name] for name in ("design", "batch", "pollers", "batch_ms", "payment_ms", "window")))
        warmed = assuming(given, "table", WARM) if asked["warm_table"] else given
        text.show_design((outcome(warmed, design, load) for load in loads or LOADS), design)
        return
    shown = text.show(rows(given, loads or LOADS), f"{seconds:g} seconds of each load, simulated")
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
