"""One path of the API, with the workflow that it starts and the role that starts it."""

from cdktf import TerraformResource
from cdktf_cdktf_provider_aws.api_gateway_rest_api import ApiGatewayRestApi
from constructs import Construct

from stacks.grants import start_workflow
from stacks.key import Key
from stacks.machine import Machine
from stacks.method import Method
from stacks.role import Role
from stacks.settings import Settings
from stacks.taken import Taken


class Route:
    """`frozen` is what a deployment of the API takes a copy of, and `called` what must be there before it serves."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        api: ApiGatewayRestApi,
        below: str,
        path: str,
        taken: Taken,
        machine: Machine,
        validator_id: str,
        key: Key,
        settings: Settings,
    ) -> None:
        role = Role(
            Construct(scope, f"{name}-caller"),
            name=f"api-{name}",
            service="apigateway.amazonaws.com",
            grants=start_workflow(machine.arn, key_arn=key.arn),
            settings=settings,
        )
        # As text, so that the deployment depends on neither: what has a name cannot be created before it is destroyed.
        # The stage waits for both instead.
        method = Method(
            scope,
            name,
            api=api,
            below=below,
            path=path,
            taken=taken,
            machine_arn=machine.written_arn,
            role_arn=role.written_arn,
            validator_id=validator_id,
            settings=settings,
        )
        self.resource_id = method.resource_id
        self.frozen = method.frozen
        self.called: list[TerraformResource] = [machine.resource, role.policy]
