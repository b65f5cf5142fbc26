"""The command line of the way down: it says each step; with --apply it goes it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from teardown.inventory import Inventory
from teardown.steps import WayDown
from teardown.terraform import Terraform

NOT_GONE = 1
SYSTEM = "fraud-detection"
FOLDER = Path("cdktf.out") / "stacks" / SYSTEM


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--apply", "applied", metavar="SYSTEM", help=f"Go the way down; say which system goes: {SYSTEM}.")
@click.option("--discard-messages", is_flag=True, help="Give up the messages that are still in queues.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=FOLDER,
    show_default=True,
    help="The folder of the stack, after terraform init.",
)
def teardown(applied: str | None, discard_messages: bool, folder: Path) -> None:
    """Take the deployed system down, for good. Without --apply, say what would be done, and change nothing.

    It refuses while messages are in queues. It takes the clients' keys out of their usage plans, waits for what is
    under way, makes a last backup of each table, and lifts their protection. It keeps the key of the backups, lets
    Terraform destroy all the rest, and says what is left. Run it again to go on after an interruption. The stack
    account stays.

    It uses your own AWS credentials and region, and needs the variables of the stack, as terraform apply does.

    \b
    Examples:
      python -m teardown
      python -m teardown --apply fraud-detection

    \b
    Exit status:
      0  it is down, and only what must be is left; or nothing was to be changed
      1  something was in the way, or is left
      2  it could not be run
    """
    if applied not in (None, SYSTEM):
        raise click.BadParameter(f"the system is called {SYSTEM}", param_hint="--apply")
    way = WayDown(SYSTEM, Terraform(folder), applied=applied is not None, discard=discard_messages)
    deployed = Inventory.read(way.terraform("show", "-json"))
    for line in way.steps(deployed):
        print(line, flush=True)
    if applied is None:
        print(f"nothing was changed; go this way with --apply {SYSTEM}", file=sys.stderr)
        return
    found = way.left(deployed.log_groups)
    for each in found:
        print(f"{'stays' if each.expected else 'LEFT'}: {each.what}: {each.why}", flush=True)
    if not all(each.expected for each in found):
        sys.exit(NOT_GONE)
