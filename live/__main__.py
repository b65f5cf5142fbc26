"""python -m live: judge the stack, deploy the judged bytes to a local AWS, send transactions, leave nothing behind."""

from __future__ import annotations

import signal
import sys
import time
from typing import NoReturn

import click
from rich.console import Console

from gate.process import INTERRUPTED, TERMINATED
from gate.progress import step
from live.deployment import Tampered
from live.judged import NotOpen, judged_now
from live.missing import Missing
from live.override import LEFT_OUT
from live.patterns import patterns
from live.provider_log import UnknownRequest
from live.recording import calls
from live.rights import rights
from live.story import told
from live.system import running
from live.table import pattern_table, table
from live.terraform import TerraformFailed, known_version

NOT_AS_DUE, COULD_NOT_RUN = 1, 2
LAST_LINES = 12


def main() -> NoReturn:
    """Run it; the exit status says how it went."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        sys.exit(live.main(prog_name="python -m live", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (NotOpen, Tampered) as refusal:
        _end(str(refusal), NOT_AS_DUE)
    except (Missing, UnknownRequest) as failure:
        _end(str(failure), COULD_NOT_RUN)
    except TerraformFailed as failure:
        said = [line for line in str(failure).splitlines() if line.strip()][:LAST_LINES]
        _end("the stack was not deployed:\n" + "\n".join(said), COULD_NOT_RUN)
    except (click.Abort, KeyboardInterrupt):
        _end("interrupted; everything that was started is stopped and removed", INTERRUPTED)
    except Exception as error:
        _end(f"could not be run: {type(error).__name__}: {error}", COULD_NOT_RUN)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def live(context: click.Context) -> int:
    """Deploy the judged stacks to a local AWS, send transactions, and show what became of each.

    It judges the stacks first, and deploys the very bytes that were judged, the account's before the system's. It takes
    about three minutes and needs Terraform 1.11 or newer with the AWS provider. No process and no file is left behind.

    \b
    Example:
      make live    installs the local AWS if it is not there, and runs this

    \b
    Exit status:
      0  every request was answered as it must be
      1  one was not, or the gate is not open
      2  it could not be run here
    """
    if context.invoked_subcommand:
        return 0
    known_version()  # else its lack would show once the stack is judged
    started = time.monotonic()
    judged = judged_now()
    with running(judged) as system:
        deployed = time.monotonic()
        with step("sending transactions"):
            happened, sent = list(told(system)), list(patterns(system))
        requests, deployments = time.monotonic() - deployed, (system.account, system.deployment)
    console = Console()
    for _, assessment in judged.values():
        console.print(f"{assessment.file} {assessment.digest}: the gate is open, and these bytes were deployed")
    resources = sum(deployment.resources for deployment in deployments)
    console.print(f"{resources} resources in {deployed - started:.0f} s, all requests in {requests:.0f} s")
    for address in (address for deployment in deployments for address in deployment.left_out):
        console.print(f"not deployed: {address}: {LEFT_OUT[address.partition('.')[0]]}")
    console.print(table(happened))
    console.print(pattern_table(sent))
    wrong = [f"{each.what}: answered {each.answer.status}, not {each.due}" for each in happened if each.is_wrong]
    wrong += [f"{each.what}: {each.decisions[0]} first and {each.decisions[-1]} last" for each in sent if each.is_wrong]
    for line in wrong:
        print(f"live: {line}", file=sys.stderr)
    return NOT_AS_DUE if wrong else 0


def _end(reason: str, status: int) -> NoReturn:
    print(f"live: {reason}", file=sys.stderr)
    sys.exit(status)


live.add_command(calls)
live.add_command(rights)

if __name__ == "__main__":
    main()
