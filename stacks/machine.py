"""An Express state machine, with its role and its log."""

from collections.abc import Mapping, Sequence
from typing import Any

from cdktf_cdktf_provider_aws.sfn_state_machine import (
    SfnStateMachine,
    SfnStateMachineEncryptionConfiguration,
    SfnStateMachineLoggingConfiguration,
    SfnStateMachineTracingConfiguration,
)
from constructs import Construct

from stacks.document import ACCOUNT, Statement, document
from stacks.grants import deliver_workflow_logs, encrypt_executions, sample_traces, send_traces
from stacks.key import Key
from stacks.log_group import LogGroup
from stacks.role import Role
from stacks.settings import Settings


class Machine(Construct):
    """Encrypted, traced, and logged without the data of executions; `grants` are what its tasks do."""

    def __init__(
        self,
        scope: Construct,
        label: str,
        *,
        name: str,
        definition: Mapping[str, Any],
        grants: Sequence[Statement],
        key: Key,
        logs_key: Key,
        settings: Settings,
    ) -> None:
        super().__init__(scope, label)
        self.label = label
        # Written out where a reference would be a cycle, or would spread a replacement's order: stacks/api.py.
        self.written_arn = f"arn:aws:states:{settings.region}:{ACCOUNT}:stateMachine:{name}"
        # Step Functions delivers logs through CloudWatch's vended logs, which write below this name only.
        logs = LogGroup(self, "logs", name=f"/aws/vendedlogs/states/{name}", key=logs_key, settings=settings)
        own = [
            *encrypt_executions(self.written_arn, logs=f"arn:aws:logs:{settings.region}:{ACCOUNT}:*", key_arn=key.arn),
            send_traces(),
            sample_traces(),
            deliver_workflow_logs(),
        ]
        self.role = Role(self, name=name, service="states.amazonaws.com", grants=[*grants, *own], settings=settings)
        self.resource = SfnStateMachine(
            self,
            "workflow",
            name=name,
            type="EXPRESS",
            role_arn=self.role.arn,
            definition=document(definition),
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
            depends_on=[self.role.policy],
        )
        self.arn: str = self.resource.arn
