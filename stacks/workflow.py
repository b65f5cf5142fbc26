"""The Express workflow that decides about one transaction."""

from cdktf_cdktf_provider_aws.sfn_state_machine import (
    SfnStateMachine,
    SfnStateMachineEncryptionConfiguration,
    SfnStateMachineLoggingConfiguration,
    SfnStateMachineTracingConfiguration,
)
from constructs import Construct

from stacks.bus import Bus
from stacks.definition import definition
from stacks.document import ACCOUNT, Statement, document
from stacks.function import Function
from stacks.grants import (
    allow,
    deliver_workflow_logs,
    encrypt_executions,
    sample_traces,
    send,
    send_traces,
    use_table,
)
from stacks.key import Key
from stacks.log_group import LogGroup
from stacks.parts import Parts
from stacks.queue import DeadLetterQueue
from stacks.role import Role
from stacks.settings import Settings
from stacks.table import Table


class Workflow(Construct):
    """Encrypted, traced, and logged without the data of executions; its role may do what its tasks do."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        validator: Function,
        analyzer: Function,
        notifier: Function,
        table: Table,
        histories: Table,
        bus: Bus,
        dead_letters: DeadLetterQueue,
        key: Key,
        logs_key: Key,
        settings: Settings,
    ) -> None:
        super().__init__(scope, "workflow")
        parts = Parts(
            validator=validator.arn,
            analyzer=analyzer.arn,
            notifier=notifier.arn,
            table=table.name,
            histories=histories.name,
            bus=bus.name,
            dead_letters=dead_letters.url,
            invocation_timeout=settings.invocation_timeout,
            call_timeout=settings.call_timeout,
            timeout=settings.workflow_timeout,
        )
        # Written out where a reference would be a cycle, or would spread a replacement's order: stacks/api.py.
        self.written_arn = f"arn:aws:states:{settings.region}:{ACCOUNT}:stateMachine:{name}"
        # Step Functions delivers logs through CloudWatch's vended logs, which write below this name only.
        logs = LogGroup(self, "logs", name=f"/aws/vendedlogs/states/{name}", key=logs_key, settings=settings)

        def use(sid: str, actions: list[str], table: Table) -> list[Statement]:
            return use_table(
                sid, actions, table.arn, table_name=table.name, key_arn=table.key_arn, region=settings.region
            )

        role = Role(
            self,
            name=name,
            service="states.amazonaws.com",
            grants=[
                allow("InvokeFunctions", ["lambda:InvokeFunction"], [validator.arn, analyzer.arn, notifier.arn]),
                *use("StoreTransactions", ["PutItem", "GetItem", "UpdateItem"], table),
                *use("RememberHistories", ["BatchGetItem", "UpdateItem"], histories),
                allow("PublishEvents", ["events:PutEvents"], [bus.arn]),
                *send(dead_letters.arn, key_arn=dead_letters.key_arn, region=settings.region),
                *encrypt_executions(
                    self.written_arn,
                    logs=f"arn:aws:logs:{settings.region}:{ACCOUNT}:*",
                    key_arn=key.arn,
                ),
                send_traces(),
                sample_traces(),
                deliver_workflow_logs(),
            ],
            settings=settings,
        )
        self.resource = SfnStateMachine(
            self,
            "workflow",
            name=name,
            type="EXPRESS",
            role_arn=role.arn,
            definition=document(definition(parts)),
            encryption_configuration=SfnStateMachineEncryptionConfiguration(
                type="CUSTOMER_MANAGED_KMS_KEY",
                kms_key_id=key.arn,
                kms_data_key_reuse_period_seconds=settings.data_key_reuse,
            ),
            logging_configuration=SfnStateMachineLoggingConfiguration(
                level="ERROR",
                include_execution_data=False,
                log_destination=f"{logs.arn}:*",
            ),
            tracing_configuration=SfnStateMachineTracingConfiguration(enabled=True),
            depends_on=[role.policy],
        )
        self.arn: str = self.resource.arn
