"""The API's logs: who called (access), and what went wrong (execution)."""

from constructs import Construct

from stacks.document import document
from stacks.key import Key
from stacks.log_group import LogGroup
from stacks.settings import Settings

ACCESS = {
    # A caller may choose the shorter one, and write into the log by it.
    "requestId": "$context.extendedRequestId",
    "requestTime": "$context.requestTime",
    "ip": "$context.identity.sourceIp",
    "apiKeyId": "$context.identity.apiKeyId",
    "httpMethod": "$context.httpMethod",
    "resourcePath": "$context.resourcePath",
    "status": "$context.status",
    "responseType": "$context.error.responseType",
    "responseLatency": "$context.responseLatency",
    "integrationStatus": "$context.integration.status",
    "integrationLatency": "$context.integration.latency",
    "wafStatus": "$context.waf.status",
    "xrayTraceId": "$context.xrayTraceId",
}


class GatewayLogging(Construct):
    """`ready` is what a stage must wait for; stacks/gateway_account.py has the account's permission to write logs."""

    def __init__(self, scope: Construct, *, api_id: str, stage: str, key: Key, settings: Settings) -> None:
        super().__init__(scope, "logging")
        name = f"/aws/apigateway/{settings.system}"
        self.access = LogGroup(self, "access", name=name, key=key, settings=settings)
        # API Gateway would make this group itself at the first request, without our key and for ever.
        name = f"API-Gateway-Execution-Logs_{api_id}/{stage}"
        execution = LogGroup(self, "execution", name=name, key=key, settings=settings)
        self.access_format = document(ACCESS)
        self.ready = [execution.resource]
