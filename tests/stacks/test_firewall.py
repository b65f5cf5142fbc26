"""The web ACL blocks floods first, known attacks next, and never a client at its permitted rate."""

from typing import Any

import pytest


@pytest.fixture
def acl(stack: dict[str, Any]) -> dict[str, Any]:
    (made,) = stack["resource"]["aws_wafv2_web_acl"].values()
    return dict(made)


def test_the_rate_rule_comes_first_blocks_and_looks_at_everything(acl: dict[str, Any]) -> None:
    first = min(acl["rule"], key=lambda rule: rule["priority"])
    limit = first["statement"]["rate_based_statement"]
    assert first["action"] == {"block": {}}
    assert limit["aggregate_key_type"] == "IP"
    assert "scope_down_statement" not in limit


def test_a_permitted_client_is_never_blocked_and_twice_its_rate_always(
    stack: dict[str, Any], acl: dict[str, Any]
) -> None:
    (plan,) = stack["resource"]["aws_api_gateway_usage_plan"].values()
    limit = acl["rule"][0]["statement"]["rate_based_statement"]
    throttle, window = plan["throttle_settings"], limit["evaluation_window_sec"]
    assert window in {60, 120, 300, 600}
    assert (
        throttle["rate_limit"] * window + throttle["burst_limit"]
        < limit["limit"]
        <= 2 * throttle["rate_limit"] * window
    )


def test_the_managed_groups_act_as_amazon_made_them(acl: dict[str, Any]) -> None:
    groups = acl["rule"][1:]
    assert {rule["name"] for rule in groups} == {
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesKnownBadInputsRuleSet",
        "AWSManagedRulesSQLiRuleSet",
    }
    assert all(rule["override_action"] == {"none": {}} for rule in groups)
    assert all(set(rule["statement"]["managed_rule_group_statement"]) == {"name", "vendor_name"} for rule in groups)


def test_no_request_is_sampled_since_samples_show_the_key(acl: dict[str, Any]) -> None:
    measured = [acl["visibility_config"], *(rule["visibility_config"] for rule in acl["rule"])]
    assert {each["sampled_requests_enabled"] for each in measured} == {False}
    assert all(each["cloudwatch_metrics_enabled"] for each in measured)


def test_the_acl_stands_before_the_stage_and_its_log_hides_the_key(stack: dict[str, Any], acl: dict[str, Any]) -> None:
    (association,) = stack["resource"]["aws_wafv2_web_acl_association"].values()
    (logging,) = stack["resource"]["aws_wafv2_web_acl_logging_configuration"].values()
    assert acl["scope"] == "REGIONAL"
    assert association["resource_arn"].startswith("${aws_api_gateway_stage.")
    assert logging["redacted_fields"] == [{"single_header": {"name": "x-api-key"}}]
