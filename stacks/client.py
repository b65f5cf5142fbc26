"""Who may call the API, and how fast."""

from cdktf_cdktf_provider_aws.api_gateway_api_key import ApiGatewayApiKey
from cdktf_cdktf_provider_aws.api_gateway_usage_plan import (
    ApiGatewayUsagePlan,
    ApiGatewayUsagePlanApiStages,
    ApiGatewayUsagePlanApiStagesThrottle,
    ApiGatewayUsagePlanThrottleSettings,
)
from cdktf_cdktf_provider_aws.api_gateway_usage_plan_key import ApiGatewayUsagePlanKey
from constructs import Construct

from stacks.api import Api
from stacks.settings import Settings

BATCHES, QUESTIONS = "/transactions/POST", "/transaction/{transaction_id}/GET"


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
        settings = self._settings
        # Of the rate of all; what many payments in one call are, and who asks, have less.
        methods = {
            BATCHES: (settings.batch_rate, settings.batch_burst),
            QUESTIONS: (settings.question_rate, settings.question_burst),
        }
        throttles = [
            ApiGatewayUsagePlanApiStagesThrottle(path=path, rate_limit=rate, burst_limit=burst)
            for path, (rate, burst) in methods.items()
        ]
        plan = ApiGatewayUsagePlan(
            self,
            "plan",
            name=self._name,
            api_stages=[ApiGatewayUsagePlanApiStages(api_id=api.id, stage=api.stage, throttle=throttles)],
            throttle_settings=ApiGatewayUsagePlanThrottleSettings(
                rate_limit=settings.client_rate, burst_limit=settings.client_burst
            ),
        )
        ApiGatewayUsagePlanKey(self, "plan-key", key_id=self.key_id, key_type="API_KEY", usage_plan_id=plan.id)
