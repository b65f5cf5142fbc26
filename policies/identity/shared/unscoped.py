"""The only actions that may be allowed on more than a resource of this stack, each with its reason.

They are granted as widely in AWS's own guides: of X-Ray, of Step Functions on logging, of API Gateway on logging.
"""

# A segment belongs to no resource: X-Ray takes `*` only.
TRACING = ("xray:PutTraceSegments", "xray:PutTelemetryRecords")
# A function is told which calls are traced; a workflow asks for itself.
SAMPLING = ("xray:GetSamplingRules", "xray:GetSamplingTargets")
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
# What AWS's managed policy for API Gateway's logging role holds; it makes log groups of its own.
GATEWAY_LOGGING = (
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:DescribeLogGroups",
    "logs:DescribeLogStreams",
    "logs:FilterLogEvents",
    "logs:GetLogEvents",
    "logs:PutLogEvents",
)
