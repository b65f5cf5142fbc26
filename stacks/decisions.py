"""How payments are decided: at once by the workflow, or, where functions have no time, a little later in batches."""

from collections.abc import Mapping, Sequence

from constructs import Construct

from stacks.bundle import Bundle
from stacks.bus import Bus
from stacks.functions import DRAIN, Functions
from stacks.keys import Keys
from stacks.overflow import Drain, Overflow
from stacks.queue import DeadLetterQueue
from stacks.reports import Reporter
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
        reporters: Sequence[Reporter],
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
            reporters=reporters,
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
        self.drain = Drain(
            scope,
            queue=self.overflow.queue,
            code=code[DRAIN],
            functions=functions,
            histories=histories,
            workflow=self.workflow,
            keys=keys,
            settings=settings,
        )
