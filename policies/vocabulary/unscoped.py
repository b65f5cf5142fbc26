"""The actions that AWS scopes to nothing narrower than an account, each with its reason; there are no others.

Source: the service authorization reference of X-Ray and of CloudWatch Logs, and the guides of Step Functions and API
Gateway on logging.
"""

# A segment belongs to no resource: X-Ray takes `*` only.
TRACING = ("xray:PutTraceSegments", "xray:PutTelemetryRecords")
# A log delivery has no ARN before it is made, and a workflow makes and mends its own.
DELIVERIES = (
    "logs:CreateLogDelivery",
    "logs:GetLogDelivery",
    "logs:UpdateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:ListLogDeliveries",
    # The policy that lets the delivery write belongs to the account, not to the group.
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    # The group is looked up in the list of all.
    "logs:DescribeLogGroups",
)
# API Gateway tries out each of these before it takes a role for logging, and makes log groups of its own.
GATEWAY_LOGGING = (
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:DescribeLogGroups",
    "logs:DescribeLogStreams",
    "logs:FilterLogEvents",
    "logs:GetLogEvents",
    "logs:PutLogEvents",
)
