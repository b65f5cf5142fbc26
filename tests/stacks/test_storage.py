"""Keys, log groups, tables and secret parameters, each synthesized alone."""

import json
from collections.abc import Callable
from typing import Any

from cdktf import TerraformStack

from stacks.key import Key
from stacks.log_group import LogGroup
from stacks.parameter import SecretParameter
from stacks.settings import Settings
from stacks.table import Table

Resources = Callable[[], dict[str, list[dict[str, Any]]]]
KEY = "${aws_kms_key.shared-key_"


def test_a_key_rotates_and_only_the_account_administers_it(key: Key, settings: Settings, resources: Resources) -> None:
    (made,) = resources()["aws_kms_key"]
    assert key.arn
    assert made["enable_key_rotation"] is True
    assert made["rotation_period_in_days"] == settings.key_rotation_days
    assert made["deletion_window_in_days"] == settings.key_deletion_days
    (administration,) = json.loads(made["policy"])["Statement"]
    assert administration["Principal"] == {"AWS": "arn:aws:iam::${var.account_id}:root"}


def test_a_log_group_expires_and_is_encrypted(
    scope: TerraformStack, key: Key, settings: Settings, resources: Resources
) -> None:
    LogGroup(scope, "logs", name="/here", key=key, settings=settings)
    (group,) = resources()["aws_cloudwatch_log_group"]
    assert group["retention_in_days"] == settings.log_retention_days
    assert group["kms_key_id"].startswith(KEY)


def test_a_table_is_on_demand_recoverable_encrypted_and_protected(
    scope: TerraformStack, key: Key, resources: Resources
) -> None:
    Table(scope, "transactions", keyed_by={"transaction_id": "S", "timestamp": "N"}, key=key)
    (table,) = resources()["aws_dynamodb_table"]
    assert table["billing_mode"] == "PAY_PER_REQUEST"
    assert (table["hash_key"], table["range_key"]) == ("transaction_id", "timestamp")
    assert {a["name"]: a["type"] for a in table["attribute"]} == {"transaction_id": "S", "timestamp": "N"}
    assert table["point_in_time_recovery"] == {"enabled": True}
    assert table["server_side_encryption"]["kms_key_arn"].startswith(KEY)
    assert table["deletion_protection_enabled"] is True
    assert "ttl" not in table


def test_the_items_of_a_table_may_go_by_themselves(scope: TerraformStack, key: Key, resources: Resources) -> None:
    Table(scope, "histories", keyed_by={"key": "S"}, expiring_by="expires", key=key)
    (table,) = resources()["aws_dynamodb_table"]
    assert (table["hash_key"], table["attribute"]) == ("key", [{"name": "key", "type": "S"}])
    assert "range_key" not in table
    assert table["ttl"] == {"attribute_name": "expires", "enabled": True}


def test_a_secret_parameter_has_no_readable_value(
    scope: TerraformStack, key: Key, settings: Settings, resources: Resources
) -> None:
    SecretParameter(scope, "secret", name="secret", value="${var.secret}", key=key, settings=settings)
    (parameter,) = resources()["aws_ssm_parameter"]
    assert parameter["type"] == "SecureString"
    assert parameter["key_id"].startswith(KEY)
    assert (parameter["value_wo"], parameter["value_wo_version"]) == ("${var.secret}", 1)
    assert "value" not in parameter
