"""The permission for API Gateway to write logs, which all of the account's APIs in the region share."""

from cdktf_cdktf_provider_aws.api_gateway_account import ApiGatewayAccount
from constructs import Construct

from stacks.document import ACCOUNT
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
# API Gateway makes this group when the role is set, without our key and for ever, unless it is there.
WELCOME = "/aws/apigateway/welcome"


class GatewayAccount(Construct):
    """The role, and the group in which API Gateway greets whoever sets it."""

    def __init__(self, scope: Construct, *, logs_key: Key, settings: Settings) -> None:
        super().__init__(scope, "api-gateway")
        role = Role(
            self,
            name="api-logging",
            service="apigateway.amazonaws.com",
            grants=[allow("WriteLogs", DEMANDED, [f"arn:aws:logs:{settings.region}:{ACCOUNT}:*"])],
            settings=settings,
        )
        welcome = LogGroup(self, "welcome", name=WELCOME, key=logs_key, settings=settings)
        ApiGatewayAccount(self, "account", cloudwatch_role_arn=role.arn, depends_on=[welcome.resource, role.policy])
