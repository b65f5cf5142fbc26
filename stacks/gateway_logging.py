"""API Gateway's logs: who called (access), what went wrong (execution), and the leave to write either."""

from cdktf_cdktf_provider_aws.api_gateway_account import ApiGatewayAccount
from constructs import Construct

from stacks.document import ACCOUNT, document
from stacks.grants import allow
from stacks.key import Key
from stacks.log_group import LogGroup
from stacks.role import Role
from stacks.settings import Settings

# API Gateway refuses a role that lacks any of these, whether or not it comes to use them.
DEMANDED = (
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:DescribeLogGroups",
    "logs:DescribeLogStreams",
    "logs:PutLogEvents",
    "logs:GetLogEvents",
    "logs:FilterLogEvents",
)
ACCESS = {
    "requestId": "$context.requestId",
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
    """`ready` is what a stage must wait for; the role serves all of the account's stages in the region."""

    def __init__(self, scope: Construct, *, api_id: str, stage: str, key: Key, settings: Settings) -> None:
        super().__init__(scope, "logging")
        role = Role(
            self,
            name="api-logging",
            service="apigateway.amazonaws.com",
            grants=[allow("WriteLogs", DEMANDED, [f"arn:aws:logs:{settings.region}:{ACCOUNT}:*"])],
            settings=settings,
        )
        account = ApiGatewayAccount(self, "account", cloudwatch_role_arn=role.arn, depends_on=[role.policy])
        name = f"/aws/apigateway/{settings.system}"
        self.access = LogGroup(self, "access", name=name, key=key, settings=settings)
        # API Gateway would make this group itself at the first request, without our key and for ever.
        name = f"API-Gateway-Execution-Logs_{api_id}/{stage}"
        execution = LogGroup(self, "execution", name=name, key=key, settings=settings)
        self.access_format = document(ACCESS)
        self.ready = [account, execution.resource]
