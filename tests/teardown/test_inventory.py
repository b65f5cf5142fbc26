"""What the way down reads in Terraform's state."""

import json
from typing import Any

from teardown.inventory import Inventory

KEY = "arn:aws:kms:us-east-1:123456789012:key/1"


def resource(type_: str, label: str, /, **values: Any) -> dict[str, Any]:
    return {"address": f"{type_}.{label}", "mode": "managed", "type": type_, "values": values}


def shown(*resources: dict[str, Any]) -> Inventory:
    return Inventory.read(json.dumps({"values": {"root_module": {"resources": resources}}}))


TABLE = resource(
    "aws_dynamodb_table",
    "table",
    name="transactions",
    arn="arn:aws:dynamodb:us-east-1:123456789012:table/transactions",
    server_side_encryption=[{"enabled": True, "kms_key_arn": KEY}],
)
KEYS = [
    resource("aws_kms_key", "transactions", arn=KEY, key_id="1"),
    resource("aws_kms_alias", "transactions", target_key_id="1", target_key_arn=KEY),
    resource("aws_kms_key", "logs", arn=f"{KEY}2", key_id="12"),
    resource("aws_kms_alias", "logs", target_key_id="12", target_key_arn=f"{KEY}2"),
]


def test_the_key_of_the_table_is_kept_with_its_alias_and_no_other() -> None:
    found = shown(TABLE, *KEYS)
    assert found.tables == ("transactions",)
    assert found.keys_of_tables == {KEY}
    assert found.addresses_of_keys(found.keys_of_tables) == ("aws_kms_key.transactions", "aws_kms_alias.transactions")
    assert found.accounts_and_regions == {("123456789012", "us-east-1")}


def test_a_state_without_anything_has_nothing() -> None:
    for text in ('{"format_version": "1.0"}', '{"values": {"root_module": {}}}'):
        found = Inventory.read(text)
        assert (found.resources, found.tables, found.clients, found.accounts_and_regions, found.longest_execution) == (
            (),
            (),
            (),
            frozenset(),
            0,
        )


def test_a_workflow_says_how_long_it_may_run() -> None:
    definition = json.dumps({"TimeoutSeconds": 28})
    assert shown(resource("aws_sfn_state_machine", "machine", definition=definition)).longest_execution == 28
    assert shown(resource("aws_sfn_state_machine", "machine", definition="{}")).longest_execution == 30


def test_data_sources_are_nobodys_to_take_down() -> None:
    assert shown(TABLE | {"mode": "data"}).resources == ()
