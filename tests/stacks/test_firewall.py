"""The firewall, synthesized alone."""

import json
from collections.abc import Callable
from typing import Any

from cdktf import TerraformStack

from stacks.firewall import Firewall
from stacks.key import Key
from stacks.settings import Settings

Resources = Callable[[], dict[str, list[dict[str, Any]]]]


def test_floods_are_blocked_before_anything_is_searched_for_attacks(
    scope: TerraformStack, key: Key, settings: Settings, resources: Resources
) -> None:
    Firewall(scope, "firewall", stage_arn="${aws_api_gateway_stage.live.arn}", logs_key=key, settings=settings)
    (acl,) = resources()["aws_wafv2_web_acl"]
    first, *others = sorted(acl["rule"], key=lambda rule: rule["priority"])
    assert "rate_based_statement" in first["statement"]
    managed = ["managed_rule_group_statement" in rule["statement"] for rule in others]
    # What is too large is blocked last: the groups label what they count.
    assert managed == [True, True, True, False, False]


def test_the_log_waits_for_the_right_to_be_written_and_drops_only_what_was_allowed(
    scope: TerraformStack, key: Key, settings: Settings, resources: Resources
) -> None:
    Firewall(scope, "firewall", stage_arn="${aws_api_gateway_stage.live.arn}", logs_key=key, settings=settings)
    made = resources()
    (logging,) = made["aws_wafv2_web_acl_logging_configuration"]
    (delivery,) = made["aws_cloudwatch_log_resource_policy"]
    (group,) = logging["log_destination_configs"]
    (statement,) = json.loads(delivery["policy_document"])["Statement"]
    assert statement["Resource"] == f"{group}:log-stream:*"
    assert [address.partition(".")[0] for address in logging["depends_on"]] == ["aws_cloudwatch_log_resource_policy"]
    (kept,) = logging["logging_filter"]["filter"]
    actions = {condition["action_condition"]["action"] for condition in kept["condition"]}
    assert (logging["logging_filter"]["default_behavior"], "ALLOW" in actions, "BLOCK" in actions) == (
        "DROP",
        False,
        True,
    )
