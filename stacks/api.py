"""The REST API, its one deployment and its one stage."""

from functools import partial

from cdktf import TerraformResource, TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.api_gateway_deployment import ApiGatewayDeployment
from cdktf_cdktf_provider_aws.api_gateway_method_settings import (
    ApiGatewayMethodSettings,
    ApiGatewayMethodSettingsSettings,
)
from cdktf_cdktf_provider_aws.api_gateway_request_validator import ApiGatewayRequestValidator
from cdktf_cdktf_provider_aws.api_gateway_rest_api import ApiGatewayRestApi, ApiGatewayRestApiEndpointConfiguration
from cdktf_cdktf_provider_aws.api_gateway_stage import ApiGatewayStage, ApiGatewayStageAccessLogSettings
from constructs import Construct

from stacks import schema
from stacks.frozen import fingerprint
from stacks.gateway_logging import GatewayLogging
from stacks.key import Key
from stacks.machine import Machine
from stacks.refusals import refuse
from stacks.route import Route
from stacks.settings import Settings
from stacks.taken import RECEIPT, body

STAGE = "live"
# It spreads to all that the deployment depends on, by whatever detour.
REPLACED_FIRST = TerraformResourceLifecycle(create_before_destroy=True)


class Api(Construct):
    """Traced, logged without bodies, throttled, and never deployed with less than what stands in this file."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        workflow: Machine,
        reports: Machine,
        batches: Machine,
        lookups: Machine,
        key: Key,
        logs_key: Key,
        settings: Settings,
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
        validator = ApiGatewayRequestValidator(
            self,
            "validator",
            rest_api_id=api.id,
            name="body-and-parameters",
            validate_request_body=True,
            validate_request_parameters=True,
        )
        route = partial(Route, self, api=api, validator_id=validator.id, key=key, settings=settings)
        root = api.root_resource_id
        transaction = route(
            "transaction", below=root, path="transaction", taken=body(schema.transaction()), machine=workflow
        )
        routes = [
            transaction,
            route("transactions", below=root, path="transactions", taken=body(schema.transactions()), machine=batches),
            route("report", below=root, path="report", taken=body(schema.report()), machine=reports),
            route("lookup", below=transaction.resource_id, path="{transaction_id}", taken=RECEIPT, machine=lookups),
        ]
        parts = [part for route in routes for part in route.frozen]
        frozen: list[TerraformResource] = [validator, *parts, *refuse(self, api_id=api.id)]
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
            depends_on=[*logging.ready, *(part for route in routes for part in route.called)],
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
                throttling_rate_limit=settings.client_rate * settings.callers,
                throttling_burst_limit=settings.client_burst * settings.callers,
                caching_enabled=False,
            ),
        )
        self.id: str = api.id
        self.name: str = api.name
        self.stage: str = stage.stage_name
        self.stage_arn: str = stage.arn
        self.url: str = f"{stage.invoke_url}/transaction"
        self.report_url: str = f"{stage.invoke_url}/report"
