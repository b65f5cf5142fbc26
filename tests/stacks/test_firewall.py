"""The firewall, synthesized alone."""

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
    assert all("managed_rule_group_statement" in rule["statement"] for rule in others)
