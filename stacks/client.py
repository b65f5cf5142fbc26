"""Who may call the API, and how fast."""

from cdktf_cdktf_provider_aws.api_gateway_api_key import ApiGatewayApiKey
from cdktf_cdktf_provider_aws.api_gateway_usage_plan import (
    ApiGatewayUsagePlan,
    ApiGatewayUsagePlanApiStages,
    ApiGatewayUsagePlanThrottleSettings,
)
from cdktf_cdktf_provider_aws.api_gateway_usage_plan_key import ApiGatewayUsagePlanKey
from constructs import Construct

from stacks.api import Api
from stacks.settings import Settings


class Client(Construct):
    """One API key, made by AWS, in a usage plan with the rate that each client is promised."""

    def __init__(self, scope: Construct, name: str, *, api: Api, settings: Settings) -> None:
        super().__init__(scope, name)
        key = ApiGatewayApiKey(self, "key", name=f"{settings.system}-{name}", enabled=True)
        plan = ApiGatewayUsagePlan(
            self,
            "plan",
            name=f"{settings.system}-{name}",
            api_stages=[ApiGatewayUsagePlanApiStages(api_id=api.id, stage=api.stage)],
            throttle_settings=ApiGatewayUsagePlanThrottleSettings(
                rate_limit=settings.client_rate, burst_limit=settings.client_burst
            ),
        )
        ApiGatewayUsagePlanKey(self, "plan-key", key_id=key.id, key_type="API_KEY", usage_plan_id=plan.id)
        self.key_id: str = key.id
