"""The only actions that may be allowed on more than a resource of this stack, each with its reason.

They are granted as widely in AWS's own guides: of X-Ray, of Step Functions on logging, of API Gateway on logging.
"""

# A segment belongs to no resource: X-Ray accepts `*` only.
TRACING = ("xray:PutTraceSegments", "xray:PutTelemetryRecords")
# Lambda decides itself which invocations are traced; Step Functions asks for the sampling rules as the workflow's role.
SAMPLING = ("xray:GetSamplingRules", "xray:GetSamplingTargets")
# A log delivery has no ARN before it is created, and Step Functions creates and updates it as the workflow's role.
DELIVERIES = (
    "logs:CreateLogDelivery",
    "logs:GetLogDelivery",
    "logs:UpdateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:ListLogDeliveries",
    # The policy that lets the delivery write belongs to the account, not to the group.
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    # Step Functions finds the group in the list of all groups.
    "logs:DescribeLogGroups",
)
# What AWS's managed policy for API Gateway's logging role allows; API Gateway creates log groups of its own.
GATEWAY_LOGGING = (
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:DescribeLogGroups",
    "logs:DescribeLogStreams",
    "logs:FilterLogEvents",
    "logs:GetLogEvents",
    "logs:PutLogEvents",
)
