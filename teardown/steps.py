"""The steps of the way down, in their order; each can be done again, and begins with what is there."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from commands.process import Stopped
from teardown import aws
from teardown.inventory import Inventory
from teardown.left import Left, left

DELETE = ["delete"]


@dataclass(frozen=True)
class WayDown:
    """`applied` is False where it only says what it would do; `discard` gives up what is still in the queues.

    `terraform` runs a command in the folder of the stack, and answers what it prints.
    """

    system: str
    terraform: Callable[..., str]
    applied: bool
    discard: bool

    def steps(self, deployed: Inventory) -> Iterator[str]:
        """A line as each step begins; raises Stopped, and what boto3 raises."""
        _refuse_another_account_or_region(deployed)
        # Before anything is done, and again when nothing more comes.
        yield from self._empty(deployed)
        yield from self._close(deployed)
        if self.applied:
            yield from self._empty(deployed)
        yield from self._back_up(deployed)
        yield from self._release(deployed)
        yield from self._keep(deployed)
        yield from self._destroy(deployed)

    def left(self, log_groups: tuple[str, ...]) -> tuple[Left, ...]:
        """What is there of the system now."""
        backups, tagged = aws.backups(self.prefix), aws.tagged(self.system)
        keys = {arn for arn in (*tagged, *backups.values()) if ":kms:" in arn}
        return tuple(left(backups, tagged, {arn: aws.key_state(arn) for arn in keys}, aws.log_groups(log_groups)))

    @property
    def prefix(self) -> str:
        """Of the names of the last backups, by which a later run finds them."""
        return f"last-of-{self.system}-"

    def _close(self, deployed: Inventory) -> Iterator[str]:
        """Nobody sends a transaction that would come after the backup."""
        for plan, key in deployed.clients:
            yield f"close: take the client's key {key} out of its usage plan"
            if self.applied:
                aws.shut_out(plan, key)
        if deployed.clients:
            yield f"close: wait {deployed.longest_execution} s for what is under way"
            if self.applied:
                time.sleep(deployed.longest_execution)

    def _empty(self, deployed: Inventory) -> Iterator[str]:
        for name, url in sorted(deployed.queues.items()):
            held = aws.messages(url)
            yield f"queues: {name} holds {held} messages"
            if held and self.applied and not self.discard:
                raise Stopped(f"{name}: holds {held} messages; settle them, or give them up with --discard-messages")

    def _back_up(self, deployed: Inventory) -> Iterator[str]:
        for table in deployed.tables:
            name = f"{self.prefix}{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}"
            yield f"backup: {table}, as {name}"
            if self.applied:
                yield f"backup: available: {aws.back_up(table, name)}"

    def _release(self, deployed: Inventory) -> Iterator[str]:
        for table in deployed.tables:
            yield f"protection: let {table} be deleted"
            if self.applied:
                aws.release(table)

    def _keep(self, deployed: Inventory) -> Iterator[str]:
        """Terraform forgets the key of the backup, and so leaves it as it is."""
        kept = deployed.keys_of_tables | frozenset(aws.backups(self.prefix).values())
        addresses = deployed.addresses_of_keys(kept)
        for key in sorted(kept):
            yield f"key: KEEP {key}: without it nobody can restore the backup; never schedule its deletion before"
        if addresses:
            yield f"key: let Terraform forget {' and '.join(addresses)}"
            if self.applied:
                self.terraform("state", "rm", *addresses)

    def _destroy(self, deployed: Inventory) -> Iterator[str]:
        yield f"destroy: {len(deployed.resources)} resources in Terraform's state, but for the key that is kept"
        if not self.applied:
            return
        with tempfile.TemporaryDirectory(prefix="teardown-") as scratch:
            plan = str(Path(scratch) / "plan")
            self.terraform("plan", "-destroy", "-input=false", "-no-color", f"-out={plan}")
            _refuse_more_than_deleting(self.terraform("show", "-json", plan))
            self.terraform("apply", "-input=false", "-no-color", plan)


def _refuse_another_account_or_region(deployed: Inventory) -> None:
    """The calls go where the environment says, which must be where the state says."""
    for account, region in deployed.accounts_and_regions - {aws.account_and_region()}:
        raise Stopped(f"the system is in {region} of account {account}, and your credentials and region are of another")


def _refuse_more_than_deleting(shown: str) -> None:
    changes = json.loads(shown).get("resource_changes", ())
    for change in changes:
        if change["change"]["actions"] != DELETE:
            actions = " and ".join(change["change"]["actions"])
            raise Stopped(f"{change['address']}: Terraform would {actions} it; see terraform plan -destroy")
