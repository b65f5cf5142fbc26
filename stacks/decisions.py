"""How payments are decided: at once by the workflow, or, where functions have no time, a little later in batches.

Who has to wait asks another workflow.
"""

from collections.abc import Mapping

from constructs import Construct

from stacks.batch_workflow import BatchWorkflow
from stacks.bundle import Bundle
from stacks.bus import Bus
from stacks.callers import Callers
from stacks.functions import DRAIN, Functions
from stacks.keys import Keys
from stacks.lookup_workflow import LookupWorkflow
from stacks.overflow import Drain, Overflow
from stacks.queue import DeadLetterQueue
from stacks.settings import Settings
from stacks.table import Table
from stacks.workflow import Workflow


class Decisions:
    """One workflow stores and tells whatever is decided, whichever way."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        code: Mapping[str, Bundle],
        functions: Functions,
        callers: Callers,
        table: Table,
        histories: Table,
        bus: Bus,
        dead_letters: DeadLetterQueue,
        keys: Keys,
        settings: Settings,
    ) -> None:
        self.overflow = Overflow(scope, key=keys.messages, failures_key=keys.dead_letters, settings=settings)
        self.workflow = Workflow(
            scope,
            name,
            reporters=callers.reporters,
            validator=functions.validator,
            analyzer=functions.analyzer,
            notifier=functions.notifier,
            table=table,
            histories=histories,
            bus=bus,
            dead_letters=dead_letters,
            overflow=self.overflow.queue,
            key=keys.transactions,
            logs_key=keys.logs,
            settings=settings,
        )
        refusals = Table(
            scope, "refused-payments", keyed_by={"receipt": "S"}, expiring_by="expires", key=keys.transactions
        )
        self.drain = Drain(
            scope,
            queue=self.overflow.queue,
            code=code[DRAIN],
            functions=functions,
            histories=histories,
            refusals=refusals,
            workflow=self.workflow,
            keys=keys,
            settings=settings,
        )
        self.batches = BatchWorkflow(
            scope,
            "transaction-batches",
            clients=callers.clients,
            drain=self.drain.function,
            deciding=self.workflow,
            key=keys.transactions,
            logs_key=keys.logs,
            settings=settings,
        )
        self.lookups = LookupWorkflow(
            scope,
            "transaction-lookups",
            table=table,
            refusals=refusals,
            clients=callers.clients,
            key=keys.transactions,
            logs_key=keys.logs,
            settings=settings,
        )
