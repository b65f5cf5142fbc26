"""What must not be switched off, by type: encryption, logs, traces, callers' keys. Policies may ask for more."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.bucket_safeguards import BUCKETS
from policies.aws.identity_safeguards import IDENTITIES
from policies.aws.region import ExactlyInRegion
from policies.aws.start_execution import START_SYNC
from policies.core.kinds import Absent, Exactly, Matching, OneOf, ReferenceTo
from policies.core.kinds.requirement import Requirement

KEY = ReferenceTo("aws_kms_key", "arn", otherwise="is not encrypted with a key of this stack")
UNLOGGED = "writes no log into this stack"
UNTRACED = "is not traced by X-Ray"
ELSEWHERE = "runs code that was not judged"
LEGIBLE = "holds a secret in plain text"
OUR_QUEUE = ReferenceTo("aws_sqs_queue", "arn", otherwise="lets what is outside call a function")
OUR_FUNCTION = ReferenceTo("aws_lambda_function", "arn", otherwise=ELSEWHERE)
COPIED = "copies its data to elsewhere"
STREAMS = r"\$\{aws_cloudwatch_log_group\.[A-Za-z0-9_-]+\.arn\}:\*"
Safeguards = Mapping[str, Requirement]

SAFEGUARDS: Mapping[str, Safeguards] = {
    "aws_api_gateway_api_key": {"value": Absent(otherwise=LEGIBLE)},
    "aws_api_gateway_integration": {
        "type": Exactly("AWS", otherwise="calls something else than the workflow"),
        "uri": ExactlyInRegion(START_SYNC, otherwise="calls something else than the workflow"),
    },
    "aws_api_gateway_method": {
        "api_key_required": Exactly(True, otherwise="can be called without an API key"),
        "authorization": Exactly("NONE", otherwise="lets callers in by something else than an API key"),
    },
    "aws_api_gateway_method_settings": {
        "settings.data_trace_enabled": Exactly(False, otherwise="writes whole requests into its log"),
        "settings.logging_level": OneOf("ERROR", "INFO", otherwise=UNLOGGED),
    },
    "aws_api_gateway_rest_api": {
        "api_key_source": Exactly("HEADER", otherwise="takes API keys from somewhere else than the header"),
        "body": Absent(otherwise="has methods that no policy reads"),
        "policy": Absent(otherwise="has a resource policy"),
    },
    "aws_api_gateway_stage": {
        "access_log_settings.destination_arn": ReferenceTo("aws_cloudwatch_log_group", "arn", otherwise=UNLOGGED),
        "xray_tracing_enabled": Exactly(True, otherwise=UNTRACED),
    },
    "aws_cloudwatch_event_bus": {"kms_key_identifier": KEY},
    "aws_cloudwatch_event_target": {"arn": ReferenceTo("aws_sqs_queue", "arn", otherwise=COPIED)},
    "aws_cloudwatch_log_group": {"kms_key_id": KEY},
    "aws_cloudwatch_log_metric_filter": {"metric_transformation.dimensions": Absent(otherwise=COPIED)},
    "aws_dynamodb_table": {
        "deletion_protection_enabled": Exactly(True, otherwise="can be deleted"),
        "point_in_time_recovery.enabled": Exactly(True, otherwise="cannot be restored to a point in time"),
        "replica": Absent(otherwise=COPIED),
        "server_side_encryption.enabled": Exactly(True, otherwise=KEY.otherwise),
        "server_side_encryption.kms_key_arn": KEY,
        "stream_enabled": Absent(or_false=True, otherwise=COPIED),
    },
    **IDENTITIES,
    "aws_kms_key": {
        "bypass_policy_lockout_safety_check": Absent(or_false=True, otherwise="may lock its owner out"),
        "deletion_window_in_days": Exactly(30, otherwise="is deleted sooner than AWS can wait"),
        "enable_key_rotation": Exactly(True, otherwise="is not rotated"),
        "is_enabled": OneOf(True, None, otherwise="is switched off, and with it the encryption"),
    },
    "aws_lambda_event_source_mapping": {"event_source_arn": OUR_QUEUE, "function_name": OUR_FUNCTION},
    "aws_lambda_function": {
        "kms_key_arn": KEY,
        "logging_config.log_group": ReferenceTo("aws_cloudwatch_log_group", "name", otherwise=UNLOGGED),
        "tracing_config.mode": Exactly("Active", otherwise=UNTRACED),
        **dict.fromkeys(("image_uri", "layers", "s3_bucket"), Absent(otherwise=ELSEWHERE)),
        "filename": Matching(r"assets/[a-z-]+\.zip", "assets/a.zip", otherwise=ELSEWHERE),
    },
    **BUCKETS,
    "aws_sfn_state_machine": {
        "encryption_configuration.kms_key_id": KEY,
        "encryption_configuration.type": Exactly("CUSTOMER_MANAGED_KMS_KEY", otherwise=KEY.otherwise),
        "logging_configuration.include_execution_data": Exactly(False, otherwise="writes transactions into its log"),
        "logging_configuration.level": OneOf("ERROR", "ALL", otherwise=UNLOGGED),
        "logging_configuration.log_destination": Matching(STREAMS, "${aws_cloudwatch_log_group.a.arn}:*", UNLOGGED),
        "tracing_configuration.enabled": Exactly(True, otherwise=UNTRACED),
    },
    "aws_sns_topic": {"kms_master_key_id": KEY},
    "aws_sns_topic_subscription": {
        # After the name of a customer's variable comes the customer's token.
        "endpoint": Matching(r"\$\{var\.[a-z_]+[A-Za-z0-9_-]*\}", "${var.a}", otherwise=COPIED),
        "protocol": OneOf("email", "sms", otherwise=COPIED),
    },
    "aws_sqs_queue": {"kms_master_key_id": KEY, "sqs_managed_sse_enabled": Absent(otherwise=KEY.otherwise)},
    "aws_ssm_parameter": {
        "key_id": KEY,
        "type": Exactly("SecureString", otherwise=LEGIBLE),
        **dict.fromkeys(("insecure_value", "value"), Absent(otherwise=LEGIBLE)),
        "value_wo": Matching(r"\$\{var\.[a-z_]+\}", "${var.a}", otherwise=LEGIBLE),
    },
    "aws_xray_encryption_config": {"type": Exactly("KMS", otherwise=KEY.otherwise), "key_id": KEY},
    "aws_wafv2_web_acl": {"scope": Exactly("REGIONAL", otherwise="cannot stand before an API")},
    "aws_wafv2_web_acl_association": {
        "resource_arn": ReferenceTo("aws_api_gateway_stage", "arn", otherwise="leaves the stage without a web ACL"),
        "web_acl_arn": ReferenceTo("aws_wafv2_web_acl", "arn", otherwise="leaves the stage without a web ACL"),
    },
    "aws_wafv2_web_acl_logging_configuration": {
        "redacted_fields.single_header.name": Exactly("x-api-key", otherwise="writes API keys into its log"),
        "resource_arn": ReferenceTo("aws_wafv2_web_acl", "arn", otherwise=UNLOGGED),
    },
}
# Types that have nothing to switch off; of any other, nobody knows whom it lets in.
PLAIN = frozenset(
    {
        *(f"aws_api_gateway_{part}" for part in ("account", "deployment", "gateway_response")),
        *(f"aws_api_gateway_{part}" for part in ("integration_response", "method_response", "model", "resource")),
        *(f"aws_api_gateway_{part}" for part in ("request_validator", "usage_plan", "usage_plan_key")),
        *(f"aws_cloudwatch_{part}" for part in ("dashboard", "event_rule", "log_resource_policy", "metric_alarm")),
        *("aws_iam_policy", "aws_iam_role_policy", "aws_kms_alias", "aws_s3_bucket_policy"),
    }
)
