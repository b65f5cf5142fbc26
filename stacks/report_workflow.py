"""The Express workflow that takes reports on stored transactions."""

from collections.abc import Sequence

from constructs import Construct

from stacks.grants import use_table
from stacks.key import Key
from stacks.machine import Machine
from stacks.report_reads import Tables
from stacks.reports import Reporter, reports
from stacks.settings import Settings
from stacks.table import Table


class ReportWorkflow(Machine):
    """Its role may read and update items, and make or remove none."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        table: Table,
        histories: Table,
        reporters: Sequence[Reporter],
        key: Key,
        logs_key: Key,
        settings: Settings,
    ) -> None:
        tables = Tables(table=table.name, histories=histories.name, call_timeout=settings.call_timeout)
        actions = ["GetItem", "UpdateItem"]
        super().__init__(
            scope,
            "reports",
            name=name,
            definition=reports(tables, reporters, timeout=settings.workflow_timeout),
            grants=[
                *use_table("NoteReports", actions, table, region=settings.region),
                *use_table("CountReports", actions, histories, region=settings.region),
            ],
            key=key,
            logs_key=logs_key,
            settings=settings,
        )
