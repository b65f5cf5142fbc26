"""python -m live calls: record what the AWS provider calls, on a local AWS of its own."""

from __future__ import annotations

import json

import click

from gate.synthesis import ROOT
from live import deployment, record
from live.judged import judged_now
from live.phases import STACKS, phases
from live.terraform import known_version


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
def calls() -> int:
    """Renew policies/aws/provider_calls.json, what the provider calls.

    It deploys the stacks account and fraud-detection, as they were judged, to
    a local AWS, plans, changes and replaces what is there, takes it down, and reads in the provider's own log which
    operations of AWS it called. Nothing else of the log is kept. It takes
    ten minutes and needs Terraform 1.11 or newer with the AWS provider.

    \b
    Example:
      make provider-calls    installs the local AWS if it is not there, and runs
                             this

    \b
    Exit status:
      0  the record is renewed: review the diff
      1  the gate is not open
      2  it could not be run here
    """
    known_version()  # else its lack would show once the stack is judged
    judged = judged_now()
    # Before they are deployed, since a later synthesis may replace them meanwhile.
    stacks = [json.loads((folder / deployment.FILE).read_bytes()) for folder, _ in (judged[stack] for stack in STACKS)]
    called = phases(judged)
    record.keep(called, stacks)
    click.echo(f"{record.FILE.relative_to(ROOT)}: {len(frozenset().union(*called.values()))} operations")
    return 0
