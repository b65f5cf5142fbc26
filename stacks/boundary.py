"""The most that any role of the other stacks can be given, whatever the policies that are written for it say."""

from cdktf_cdktf_provider_aws.iam_policy import IamPolicy
from constructs import Construct

from stacks.document import ACCOUNT, policy
from stacks.settings import Settings

# What the functions, the workflows and API Gateway do, and nothing by which rights are given.
ACTIONS = {
    "dynamodb": "BatchGetItem BatchWriteItem GetItem PutItem UpdateItem",
    "events": "PutEvents",
    "kms": "Decrypt GenerateDataKey",
    "lambda": "InvokeFunction",
    "logs": "CreateLogDelivery CreateLogGroup CreateLogStream DeleteLogDelivery DescribeLogGroups DescribeLogStreams "
    "DescribeResourcePolicies FilterLogEvents GetLogDelivery GetLogEvents ListLogDeliveries PutLogEvents "
    "PutResourcePolicy UpdateLogDelivery",
    "sns": "Publish",
    "sqs": "DeleteMessage GetQueueAttributes ReceiveMessage SendMessage",
    "ssm": "GetParameters",
    "states": "StartExecution StartSyncExecution",
    "xray": "GetSamplingRules GetSamplingTargets PutTelemetryRecords PutTraceSegments",
}


class Boundary(Construct):
    """A policy that grants nothing by itself: a role has what both it and the role's own policy allow."""

    def __init__(self, scope: Construct, *, settings: Settings) -> None:
        super().__init__(scope, "boundary")
        actions = [f"{service}:{name}" for service, names in ACTIONS.items() for name in names.split()]
        document = policy({"Effect": "Allow", "Action": actions, "Resource": ["*"]})
        IamPolicy(self, "policy", name=boundary_name(settings), policy=document)


def boundary_name(settings: Settings) -> str:
    """The name of the boundary, which no reference leads to from another stack."""
    return f"{settings.delivery}-boundary"


def boundary_arn(settings: Settings) -> str:
    """The ARN of the boundary, in whichever account it is."""
    return f"arn:aws:iam::{ACCOUNT}:policy/{boundary_name(settings)}"
