"""The Express workflow that decides about the payments of one call."""

from collections.abc import Sequence

from constructs import Construct

from stacks.batch import BatchParts, batch
from stacks.function import Function
from stacks.grants import allow, start_workflow
from stacks.key import Key
from stacks.machine import Machine
from stacks.settings import Settings


class BatchWorkflow(Machine):
    """Its role may have payments judged and decided, and reads and writes none itself."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        clients: Sequence[str],
        drain: Function,
        deciding: Machine,
        key: Key,
        logs_key: Key,
        settings: Settings,
    ) -> None:
        parts = BatchParts(
            clients=clients,
            drain=drain.arn,
            deciding=deciding.arn,
            judging_timeout=settings.judging_timeout,
            payment_timeout=settings.payment_timeout,
            timeout=settings.workflow_timeout,
        )
        super().__init__(
            scope,
            "batches",
            name=name,
            definition=batch(parts),
            grants=[
                allow("InvokeFunctions", ["lambda:InvokeFunction"], [drain.arn]),
                *start_workflow(deciding.arn, key_arn=key.arn),
            ],
            key=key,
            logs_key=logs_key,
            settings=settings,
        )
