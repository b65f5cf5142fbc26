"""Resources that differ in one thing alone, and yet are for something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.core.examples import Values

# By type: each of these by itself makes a second one useful.
DECIDING: Mapping[str, tuple[str, ...]] = {
    "aws_api_gateway_stage": ("rest_api_id",),
    "aws_api_gateway_method": ("rest_api_id", "resource_id", "http_method"),
    "aws_api_gateway_method_settings": ("rest_api_id", "stage_name", "method_path"),
    "aws_cloudwatch_event_rule": ("event_bus_name", "event_pattern"),
    "aws_cloudwatch_event_target": ("rule", "arn"),
    "aws_cloudwatch_log_resource_policy": ("policy_document",),
    "aws_cloudwatch_metric_alarm": ("namespace", "metric_name", "dimensions"),
    "aws_sns_topic_subscription": ("topic_arn", "protocol", "endpoint"),
    "aws_wafv2_web_acl_association": ("resource_arn",),
    "aws_wafv2_web_acl_logging_configuration": ("resource_arn",),
}


def _each() -> Iterator[tuple[str, Values]]:
    for type_, attributes in DECIDING.items():
        first = dict.fromkeys(attributes, "first")
        yield f"{type_}.first", first
        for attribute in attributes:
            yield f"{type_}.{attribute}", {**first, attribute: "second"}


DIFFERENT: Mapping[str, Values] = dict(_each())
