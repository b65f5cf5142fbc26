"""What the diagram knows of each resource type: which box it is, or which one it is folded into."""

from __future__ import annotations

from dataclasses import dataclass

API, MACHINE = "aws_api_gateway_rest_api", "aws_sfn_state_machine"
KEY, ALIAS, ROLE = "aws_kms_key", "aws_kms_alias", "aws_iam_role"
XRAY = "aws_xray_encryption_config"
BUCKET = "aws_s3_bucket"
BUS, TOPIC, WEB_ACL = "aws_cloudwatch_event_bus", "aws_sns_topic", "aws_wafv2_web_acl"


@dataclass(frozen=True)
class Kind:
    """How a resource type is shown: AWS's name of the service, its colour, and its column from the left.

    Without a column it stands at the foot, as what serves every part and has no arrows. Resources of a `grouped` type
    that stand beside the same box share one; `noun` counts them.
    """

    service: str
    colour: str
    column: int | None = None
    noun: str = ""
    grouped: bool = False


BOXES = {
    WEB_ACL: Kind("AWS WAF", "security", 0),
    API: Kind("Amazon API Gateway", "network", 0),
    MACHINE: Kind("AWS Step Functions", "integration", 1),
    "aws_lambda_function": Kind("AWS Lambda", "compute", 2),
    "aws_dynamodb_table": Kind("Amazon DynamoDB", "database", 2),
    BUS: Kind("Amazon EventBridge", "integration", 2),
    "aws_cloudwatch_metric_alarm": Kind("Amazon CloudWatch", "management", 2, "alarm", grouped=True),
    "aws_sqs_queue": Kind("Amazon SQS", "integration", 3),
    TOPIC: Kind("Amazon SNS", "integration", 3),
    "aws_ssm_parameter": Kind("Parameter Store", "management", 3, grouped=True),
    BUCKET: Kind("Amazon S3", "database", 2),
    KEY: Kind("AWS KMS", "security"),
    ROLE: Kind("AWS IAM", "security", noun="role", grouped=True),
    "aws_cloudwatch_log_group": Kind("CloudWatch Logs", "management", noun="log group", grouped=True),
    "aws_cloudwatch_dashboard": Kind("CloudWatch dashboard", "management"),
}
# What only configures another resource, and the type of that resource.
FOLDED = {
    "aws_api_gateway_account": ROLE,
    "aws_api_gateway_api_key": API,
    "aws_api_gateway_deployment": API,
    "aws_api_gateway_gateway_response": API,
    "aws_api_gateway_integration": API,
    "aws_api_gateway_integration_response": API,
    "aws_api_gateway_method": API,
    "aws_api_gateway_method_response": API,
    "aws_api_gateway_method_settings": API,
    "aws_api_gateway_model": API,
    "aws_api_gateway_request_validator": API,
    "aws_api_gateway_resource": API,
    "aws_api_gateway_stage": API,
    "aws_api_gateway_usage_plan": API,
    "aws_api_gateway_usage_plan_key": API,
    "aws_cloudwatch_event_rule": BUS,
    "aws_cloudwatch_event_target": BUS,
    "aws_cloudwatch_log_metric_filter": "aws_cloudwatch_log_group",
    "aws_cloudwatch_log_resource_policy": "aws_cloudwatch_log_group",
    "aws_iam_role_policy": ROLE,
    ALIAS: KEY,
    "aws_lambda_event_source_mapping": "aws_sqs_queue",
    "aws_sns_topic_subscription": TOPIC,
    "aws_wafv2_web_acl_association": WEB_ACL,
    "aws_wafv2_web_acl_logging_configuration": WEB_ACL,
    **{
        f"{BUCKET}_{part}": BUCKET
        for part in (
            *("lifecycle_configuration", "object_lock_configuration", "ownership_controls", "policy"),
            *("public_access_block", "server_side_encryption_configuration", "versioning"),
        )
    },
    XRAY: KEY,
}
# Attributes whose references are no arrows: they name who may call, or what is watched.
NO_ARROWS = frozenset({"policy", "redrive_allow_policy", "dimensions", "dashboard_body"})
# Attributes that name where undelivered messages go; arrows of all others come first, then these in this order.
FAILURES = ("redrive_policy", "dead_letter_config")
# The attribute that turns X-Ray tracing on, and its value.
TRACED = {
    "aws_api_gateway_stage": (("xray_tracing_enabled",), True),
    MACHINE: (("tracing_configuration", "enabled"), True),
    "aws_lambda_function": (("tracing_config", "mode"), "Active"),
}
# The protocols of a topic's subscriptions that come to people, in words.
PEOPLE = {"email": "email", "email-json": "email", "sms": "SMS"}


def kind_of(type_: str) -> Kind:
    """How a type is shown; one that the table does not know is counted at the foot, by its own name."""
    return BOXES.get(type_) or Kind(type_, "management", noun="resource", grouped=True)


def type_of(address: str) -> str:
    """The resource type in an address."""
    return address.partition(".")[0]
