"""What a resource is for, by its type: no two may have the same values of these attributes; none means only one."""

from __future__ import annotations

from collections.abc import Mapping

API = ("rest_api_id",)
PARTS = (
    *("lifecycle_configuration", "object_lock_configuration", "ownership_controls", "policy", "public_access_block"),
    *("server_side_encryption_configuration", "versioning"),
)
METHOD = (*API, "resource_id", "http_method")
PURPOSES: Mapping[str, tuple[str, ...]] = {
    "aws_wafv2_web_acl_association": ("resource_arn",),
    "aws_wafv2_web_acl_logging_configuration": ("resource_arn",),
    "aws_wafv2_web_acl": (),
    # Its settings are those of the whole account.
    "aws_api_gateway_account": (),
    "aws_api_gateway_api_key": ("name",),
    "aws_api_gateway_deployment": API,
    "aws_api_gateway_gateway_response": (*API, "response_type"),
    "aws_api_gateway_integration": METHOD,
    "aws_api_gateway_integration_response": (*METHOD, "status_code"),
    "aws_api_gateway_method": METHOD,
    "aws_api_gateway_method_response": (*METHOD, "status_code"),
    "aws_api_gateway_method_settings": (*API, "stage_name", "method_path"),
    "aws_api_gateway_model": (*API, "name"),
    "aws_api_gateway_request_validator": API,
    "aws_api_gateway_resource": (*API, "path_part"),
    "aws_api_gateway_rest_api": (),
    "aws_api_gateway_stage": API,
    "aws_api_gateway_usage_plan_key": ("key_id",),
    "aws_cloudwatch_dashboard": (),
    "aws_cloudwatch_event_bus": (),
    "aws_cloudwatch_event_rule": ("event_bus_name", "event_pattern"),
    "aws_cloudwatch_event_target": ("rule", "arn"),
    "aws_cloudwatch_log_metric_filter": ("log_group_name", "pattern"),
    "aws_cloudwatch_log_resource_policy": ("policy_document",),
    "aws_cloudwatch_metric_alarm": ("namespace", "metric_name", "dimensions"),
    "aws_dynamodb_table": ("name",),
    "aws_iam_role_policy": ("role",),
    "aws_kms_alias": ("target_key_id",),
    "aws_lambda_event_source_mapping": (),
    "aws_lambda_function": ("filename",),
    "aws_s3_bucket": ("bucket",),
    **{f"aws_s3_bucket_{part}": ("bucket",) for part in PARTS},
    "aws_sfn_state_machine": ("name",),
    "aws_sns_topic_subscription": ("topic_arn", "protocol", "endpoint"),
    "aws_ssm_parameter": ("value_wo",),
    "aws_xray_encryption_config": (),
}
