"""A Lambda function together with all that must never be missing around it."""

from collections.abc import Mapping, Sequence

from cdktf_cdktf_provider_aws.lambda_function import (
    LambdaFunction,
    LambdaFunctionEnvironment,
    LambdaFunctionLoggingConfig,
    LambdaFunctionTracingConfig,
)
from constructs import Construct

from stacks.bundle import Bundle
from stacks.document import ACCOUNT, Statement
from stacks.grants import decrypt_environment, send_traces, write_logs
from stacks.key import Key
from stacks.log_group import LogGroup
from stacks.role import Role
from stacks.settings import Settings


class Function(Construct):
    """Makes the role, the log group, the tracing, the encryption and the reserved concurrency, always.

    `environment` holds names, never values that are secret; `grants` are what the code calls, beyond logs and traces.
    Without a `timeout` it has the seconds of all.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        code: Bundle,
        key: Key,
        logs_key: Key,
        environment: Mapping[str, str],
        grants: Sequence[Statement],
        timeout: int | None = None,
        settings: Settings,
    ) -> None:
        super().__init__(scope, name)
        arn = f"arn:aws:lambda:{settings.region}:{ACCOUNT}:function:{name}"
        logs = LogGroup(self, "logs", name=f"/aws/lambda/{name}", key=logs_key, settings=settings)
        role = Role(
            self,
            name=name,
            service="lambda.amazonaws.com",
            grants=[
                write_logs(logs.arn),
                send_traces(),
                decrypt_environment(arn, key_arn=key.arn, region=settings.region),
                *grants,
            ],
            settings=settings,
        )
        function = LambdaFunction(
            self,
            "function",
            function_name=name,
            role=role.arn,
            runtime="python3.11",
            architectures=["arm64"],
            handler=code.handler,
            filename=code.path,
            source_code_hash=code.digest,
            memory_size=settings.function_memory_mib,
            timeout=timeout or settings.function_timeout,
            reserved_concurrent_executions=settings.reserved_concurrent_executions,
            kms_key_arn=key.arn,
            environment=LambdaFunctionEnvironment(variables={"LOG_LEVEL": "INFO", **environment}),
            tracing_config=LambdaFunctionTracingConfig(mode="Active"),
            logging_config=LambdaFunctionLoggingConfig(log_format="JSON", log_group=logs.name),
            # Lambda would make the group itself, without our key and for ever; and it assumes the role at once.
            depends_on=[logs.resource, role.policy],
        )
        self.label = name
        self.role_policy = role.policy
        self.name: str = function.function_name
        self.arn: str = function.arn
        self.log_group = logs.name
