"""The REST API, its one deployment and its one stage."""

from cdktf import TerraformResource, TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.api_gateway_deployment import ApiGatewayDeployment
from cdktf_cdktf_provider_aws.api_gateway_method_settings import (
    ApiGatewayMethodSettings,
    ApiGatewayMethodSettingsSettings,
)
from cdktf_cdktf_provider_aws.api_gateway_rest_api import ApiGatewayRestApi, ApiGatewayRestApiEndpointConfiguration
from cdktf_cdktf_provider_aws.api_gateway_stage import ApiGatewayStage, ApiGatewayStageAccessLogSettings
from constructs import Construct

from stacks.frozen import fingerprint
from stacks.gateway_logging import GatewayLogging
from stacks.grants import start_workflow
from stacks.key import Key
from stacks.method import Method
from stacks.refusals import refuse
from stacks.role import Role
from stacks.settings import Settings
from stacks.workflow import Workflow

STAGE = "live"
# It spreads to all that the deployment depends on, by whatever detour.
REPLACED_FIRST = TerraformResourceLifecycle(create_before_destroy=True)


class Api(Construct):
    """Traced, logged without bodies, throttled, and never deployed with less than what stands in this file."""

    def __init__(
        self, scope: Construct, name: str, *, workflow: Workflow, key: Key, logs_key: Key, settings: Settings
    ) -> None:
        super().__init__(scope, "api")
        api = ApiGatewayRestApi(
            self,
            "api",
            name=name,
            api_key_source="HEADER",
            endpoint_configuration=ApiGatewayRestApiEndpointConfiguration(types=["REGIONAL"]),
            lifecycle=REPLACED_FIRST,
        )
        role = Role(
            self,
            name="api",
            service="apigateway.amazonaws.com",
            grants=start_workflow(workflow.arn, key_arn=key.arn),
            settings=settings,
        )
        # As text, so that the deployment depends on neither: what has a name cannot be created before it is destroyed.
        # The stage waits for both instead.
        method = Method(self, api=api, machine_arn=workflow.written_arn, role_arn=role.written_arn, settings=settings)
        frozen: list[TerraformResource] = [*method.frozen, *refuse(self, api_id=api.id)]
        deployment = ApiGatewayDeployment(
            self,
            "deployment",
            rest_api_id=api.id,
            triggers={"content": fingerprint([api, *frozen])},
            depends_on=frozen,
            lifecycle=REPLACED_FIRST,
        )
        logging = GatewayLogging(self, api_id=api.id, stage=STAGE, key=logs_key, settings=settings)
        stage = ApiGatewayStage(
            self,
            "stage",
            rest_api_id=api.id,
            deployment_id=deployment.id,
            stage_name=STAGE,
            xray_tracing_enabled=True,
            access_log_settings=ApiGatewayStageAccessLogSettings(
                destination_arn=logging.access.arn, format=logging.access_format
            ),
            depends_on=[*logging.ready, workflow.resource, role.policy],
        )
        ApiGatewayMethodSettings(
            self,
            "method-settings",
            rest_api_id=api.id,
            stage_name=stage.stage_name,
            method_path="*/*",
            settings=ApiGatewayMethodSettingsSettings(
                metrics_enabled=True,
                logging_level="ERROR",
                data_trace_enabled=False,
                # For all clients together.
                throttling_rate_limit=settings.client_rate * len(settings.clients),
                throttling_burst_limit=settings.client_burst * len(settings.clients),
                caching_enabled=False,
            ),
        )
        self.id: str = api.id
        self.name: str = api.name
        self.stage: str = stage.stage_name
        self.stage_arn: str = stage.arn
        self.url: str = f"{stage.invoke_url}/transaction"
