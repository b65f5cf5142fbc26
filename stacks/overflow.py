"""The queue of what the functions throttle, and the function that decides it in batches."""

from cdktf_cdktf_provider_aws.lambda_event_source_mapping import (
    LambdaEventSourceMapping,
    LambdaEventSourceMappingScalingConfig,
)
from constructs import Construct

from stacks.bundle import Bundle
from stacks.function import Function
from stacks.functions import DRAIN, Functions
from stacks.grants import start_workflow, take, use_table
from stacks.key import Key
from stacks.keys import Keys
from stacks.machine import Machine
from stacks.queue import DeadLetterQueue, Queue
from stacks.settings import Settings
from stacks.table import Table

QUEUE = "transaction-overflow"
DEAD_LETTERS = "transaction-overflow-dead-letters"


class Overflow(Construct):
    """An encrypted queue with dead letters, into which only the workflow sends."""

    def __init__(self, scope: Construct, *, key: Key, failures_key: Key, settings: Settings) -> None:
        super().__init__(scope, "overflow")
        self.dead_letters = DeadLetterQueue(
            self, DEAD_LETTERS, key=failures_key, sources=[QUEUE], senders=[], settings=settings
        )
        self.queue = Queue(
            self,
            QUEUE,
            key=key,
            senders=[],
            failures=self.dead_letters,
            attempts=settings.overflow_attempts,
            visibility=settings.overflow_visibility,
            settings=settings,
        )


class Drain(Construct):
    """Validates and analyzes a batch in its own process, and has the workflow store each payment of it.

    What it refuses it keeps in a table of its own.

    Lambda takes ten requests a second for each reserved execution, and those of the other functions are used up then.
    """

    def __init__(
        self,
        scope: Construct,
        *,
        queue: Queue,
        code: Bundle,
        functions: Functions,
        histories: Table,
        refusals: Table,
        workflow: Machine,
        keys: Keys,
        settings: Settings,
    ) -> None:
        super().__init__(scope, "drain")
        region = settings.region
        self.function = Function(
            self,
            DRAIN,
            code=code,
            key=keys.configuration,
            logs_key=keys.logs,
            environment={
                **functions.deciding,
                "HISTORIES_TABLE": histories.name,
                "REFUSALS_TABLE": refusals.name,
                "WORKFLOW_ARN": workflow.arn,
                "EXECUTION_TIMEOUT_MS": str(settings.execution_timeout_ms),
            },
            grants=[
                *functions.deciding_grants,
                *take("Overflow", queue.arn, key_arn=queue.key_arn, region=region),
                *use_table("ReadHistories", ["BatchGetItem"], histories, region=region),
                *use_table("KeepRefusals", ["BatchWriteItem"], refusals, region=region),
                *start_workflow(workflow.arn, "states:StartExecution", key_arn=keys.transactions.arn),
            ],
            timeout=settings.drain_timeout,
            settings=settings,
        )
        LambdaEventSourceMapping(
            self,
            "mapping",
            event_source_arn=queue.arn,
            function_name=self.function.arn,
            batch_size=settings.overflow_batch,
            maximum_batching_window_in_seconds=0,
            function_response_types=["ReportBatchItemFailures"],
            scaling_config=LambdaEventSourceMappingScalingConfig(
                maximum_concurrency=settings.reserved_concurrent_executions
            ),
            # Lambda takes messages with the function's role, and looks at once whether it may.
            depends_on=[self.function.role_policy],
        )
