"""The most that any role of the other stacks can be given, whatever the policies that are written for it say."""

from collections.abc import Mapping

from cdktf_cdktf_provider_aws.iam_policy import IamPolicy
from constructs import Construct

from stacks.bucket import Bucket
from stacks.document import policy
from stacks.names import NAMED, boundary_name, written_out
from stacks.settings import Settings

# What the functions, the workflows and API Gateway do, and nothing by which rights are given: by service, on our names.
BY_NAME = {
    "dynamodb": "BatchGetItem BatchWriteItem GetItem PutItem UpdateItem",
    "events": "PutEvents",
    "lambda": "InvokeFunction",
    "sns": "Publish",
    "sqs": "DeleteMessage GetQueueAttributes ReceiveMessage SendMessage",
    "ssm": "GetParameters",
    "states": "StartExecution StartSyncExecution",
}
# And on everything: a key has an id of AWS's own, and most of the others have no narrower resource.
ON_EVERYTHING = {
    "kms": "Decrypt GenerateDataKey",
    "logs": "CreateLogDelivery CreateLogGroup CreateLogStream DeleteLogDelivery DescribeLogGroups DescribeLogStreams "
    "DescribeResourcePolicies FilterLogEvents GetLogDelivery GetLogEvents ListLogDeliveries PutLogEvents "
    "PutResourcePolicy UpdateLogDelivery",
    "xray": "GetSamplingRules GetSamplingTargets PutTelemetryRecords PutTraceSegments",
}


class Boundary(Construct):
    """A policy that grants nothing by itself: a role has what both it and the role's own policy allow."""

    def __init__(self, scope: Construct, *, apart: tuple[Bucket, ...], settings: Settings) -> None:
        super().__init__(scope, "boundary")
        names = [written_out(arn, settings) for service in BY_NAME for arn in NAMED[service]]
        document = policy(
            {"Effect": "Allow", "Action": _actions(BY_NAME), "Resource": names},
            {"Effect": "Allow", "Action": _actions(ON_EVERYTHING), "Resource": ["*"]},
            # No role of the other stacks reads a state or the ledger.
            {"Effect": "Deny", "Action": ["kms:*"], "Resource": [bucket.key_arn for bucket in apart]},
        )
        IamPolicy(self, "policy", name=boundary_name(settings), policy=document)


def _actions(by_service: Mapping[str, str]) -> list[str]:
    return [f"{service}:{name}" for service, names in by_service.items() for name in names.split()]
