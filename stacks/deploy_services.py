"""What a plan reads of each service and a deploy changes, by the names that the other stacks give what they make."""

from stacks.names import NAMED
from stacks.reach import Reach

# An API, and a mapping of a queue to a function, have ids of AWS's own and no names in their ARNs.
API = ("account", "apikeys*", "restapis*", "tags/*", "usageplans*")
GROUPS = (
    "/aws/apigateway/{system}*",
    "/aws/apigateway/welcome*",
    "/aws/lambda/fraud-analyzer*",
    "/aws/lambda/notification-sender*",
    "/aws/lambda/transaction-*",
    "/aws/vendedlogs/states/transaction-*",
    "API-Gateway-Execution-Logs_*",
    "aws-waf-logs-{system}*",
)

SERVICES = (
    Reach(
        service="apigateway",
        on=[f"arn:aws:apigateway:{{region}}::/{path}" for path in API],
        reads="GET",
        changes="DELETE PATCH POST PUT SetWebACL",
    ),
    Reach(
        service="cloudwatch",
        on=["arn:aws:cloudwatch:{here}:alarm:{system}-*", "arn:aws:cloudwatch::{account}:dashboard/{system}"],
        reads="DescribeAlarms GetDashboard ListTagsForResource",
        changes="DeleteAlarms DeleteDashboards PutDashboard PutMetricAlarm TagResource UntagResource",
    ),
    Reach(
        service="dynamodb",
        on=NAMED["dynamodb"],
        reads="DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource",
        changes="CreateTable DeleteTable TagResource UntagResource UpdateContinuousBackups UpdateTable "
        "UpdateTimeToLive",
    ),
    Reach(
        service="events",
        on=[*NAMED["events"], "arn:aws:events:{here}:rule/{system}/*"],
        reads="DescribeEventBus DescribeRule ListTagsForResource ListTargetsByRule",
        changes="CreateEventBus DeleteEventBus DeleteRule PutRule PutTargets RemoveTargets TagResource UntagResource "
        "UpdateEventBus",
    ),
    Reach(
        service="lambda",
        on=[*NAMED["lambda"], "arn:aws:lambda:{here}:event-source-mapping:*"],
        reads="GetFunction GetFunctionCodeSigningConfig ListTags ListVersionsByFunction",
        changes="CreateFunction DeleteFunction PutFunctionConcurrency TagResource "
        "UntagResource UpdateFunctionCode UpdateFunctionConfiguration",
    ),
    Reach(
        service="lambda",
        on=["*"],
        reads="GetEventSourceMapping",
        changes="CreateEventSourceMapping DeleteEventSourceMapping UpdateEventSourceMapping",
        condition={"ArnLike": {"lambda:FunctionArn": ["arn:aws:lambda:{here}:function:transaction-drain"]}},
    ),
    Reach(
        service="logs",
        on=[f"arn:aws:logs:{{here}}:log-group:{name}" for name in GROUPS],
        reads="DescribeMetricFilters ListTagsForResource",
        changes="AssociateKmsKey CreateLogGroup DeleteLogGroup DeleteMetricFilter PutMetricFilter PutRetentionPolicy "
        "TagResource UntagResource",
    ),
    Reach(
        service="sns",
        on=NAMED["sns"],
        reads="GetTopicAttributes ListSubscriptionsByTopic ListTagsForResource",
        changes="CreateTopic DeleteTopic SetTopicAttributes Subscribe TagResource UntagResource",
    ),
    Reach(
        service="sqs",
        on=NAMED["sqs"],
        reads="GetQueueAttributes ListQueueTags",
        changes="CreateQueue DeleteQueue SetQueueAttributes TagQueue UntagQueue",
    ),
    Reach(
        service="ssm",
        on=NAMED["ssm"],
        reads="GetParameter ListTagsForResource",
        changes="AddTagsToResource DeleteParameter PutParameter RemoveTagsFromResource",
    ),
    Reach(
        service="states",
        on=NAMED["states"],
        reads="DescribeStateMachine ListStateMachineVersions ListTagsForResource",
        changes="CreateStateMachine DeleteStateMachine TagResource UntagResource UpdateStateMachine",
    ),
    Reach(
        service="wafv2",
        on=[
            "arn:aws:wafv2:{here}:regional/webacl/{system}/*",
            "arn:aws:wafv2:{here}:regional/managedruleset/*/*",
        ],
        reads="GetLoggingConfiguration GetWebACL GetWebACLForResource ListTagsForResource",
        changes="AssociateWebACL CreateWebACL DeleteLoggingConfiguration DeleteWebACL DisassociateWebACL "
        "PutLoggingConfiguration TagResource UntagResource UpdateWebACL",
    ),
)
