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
    """One API key, made by AWS; it opens nothing until it is let in."""

    def __init__(self, scope: Construct, name: str, *, settings: Settings) -> None:
        super().__init__(scope, name)
        self._name = f"{settings.system}-{name}"
        self._settings = settings
        key = ApiGatewayApiKey(self, "key", name=self._name, enabled=True)
        self.key_id: str = key.id

    def let_in(self, api: Api) -> None:
        """Put the key into a usage plan with the rate that each client is promised."""
        plan = ApiGatewayUsagePlan(
            self,
            "plan",
            name=self._name,
            api_stages=[ApiGatewayUsagePlanApiStages(api_id=api.id, stage=api.stage)],
            throttle_settings=ApiGatewayUsagePlanThrottleSettings(
                rate_limit=self._settings.client_rate, burst_limit=self._settings.client_burst
            ),
        )
        ApiGatewayUsagePlanKey(self, "plan-key", key_id=self.key_id, key_type="API_KEY", usage_plan_id=plan.id)
