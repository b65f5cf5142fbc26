"""The Express workflow that tells clients what became of what was accepted."""

from collections.abc import Sequence

from constructs import Construct

from stacks.grants import use_table
from stacks.key import Key
from stacks.lookup import lookup
from stacks.machine import Machine
from stacks.settings import Settings
from stacks.table import Table


class LookupWorkflow(Machine):
    """Its role may read single items of the two tables, and write none."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        table: Table,
        refusals: Table,
        clients: Sequence[str],
        key: Key,
        logs_key: Key,
        settings: Settings,
    ) -> None:
        super().__init__(
            scope,
            "lookups",
            name=name,
            definition=lookup(
                table.name,
                refusals.name,
                clients,
                call_timeout=settings.call_timeout,
                timeout=settings.workflow_timeout,
            ),
            grants=[
                *use_table("ReadDecisions", ["GetItem"], table, region=settings.region),
                *use_table("ReadRefusals", ["GetItem"], refusals, region=settings.region),
            ],
            key=key,
            logs_key=logs_key,
            settings=settings,
        )
