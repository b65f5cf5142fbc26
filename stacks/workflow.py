"""The Express workflow that decides about one transaction."""

from collections.abc import Sequence

from constructs import Construct

from stacks.bus import Bus
from stacks.definition import definition
from stacks.function import Function
from stacks.grants import allow, send, use_table
from stacks.key import Key
from stacks.machine import Machine
from stacks.parts import Parts
from stacks.queue import DeadLetterQueue, Queue
from stacks.reports import Reporter
from stacks.settings import Settings
from stacks.table import Table


class Workflow(Machine):
    """Its role may do what its tasks do."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        reporters: Sequence[Reporter],
        validator: Function,
        analyzer: Function,
        notifier: Function,
        table: Table,
        histories: Table,
        bus: Bus,
        dead_letters: DeadLetterQueue,
        overflow: Queue,
        key: Key,
        logs_key: Key,
        settings: Settings,
    ) -> None:
        parts = Parts(
            reporting_keys=[each.key for each in reporters],
            validator=validator.arn,
            analyzer=analyzer.arn,
            notifier=notifier.arn,
            table=table.name,
            histories=histories.name,
            bus=bus.name,
            dead_letters=dead_letters.url,
            overflow=overflow.url,
            invocation_timeout=settings.invocation_timeout,
            call_timeout=settings.call_timeout,
            timeout=settings.workflow_timeout,
        )
        region = settings.region
        super().__init__(
            scope,
            "workflow",
            name=name,
            definition=definition(parts),
            grants=[
                allow("InvokeFunctions", ["lambda:InvokeFunction"], [validator.arn, analyzer.arn, notifier.arn]),
                *use_table("StoreTransactions", ["PutItem", "GetItem", "UpdateItem"], table, region=region),
                *use_table("RememberHistories", ["BatchGetItem", "UpdateItem"], histories, region=region),
                allow("PublishEvents", ["events:PutEvents"], [bus.arn]),
                *send("DeadLetters", dead_letters.arn, key_arn=dead_letters.key_arn, region=region),
                *send("Overflow", overflow.arn, key_arn=overflow.key_arn, region=region),
                allow("TakeFromOverflow", ["sqs:DeleteMessage"], [overflow.arn]),
            ],
            key=key,
            logs_key=logs_key,
            settings=settings,
        )
