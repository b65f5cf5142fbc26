"""What Terraform's state says is deployed, as far as the way down needs it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Resource = Mapping[str, Any]
# Seconds, where a workflow does not say how long it may run.
LONGEST = 30
WITH_ARN = ("aws_dynamodb_table", "aws_sqs_queue")


@dataclass(frozen=True)
class Inventory:
    """The resources of the state, each as `terraform show -json` prints it: address, type and values."""

    resources: Sequence[Resource]

    @classmethod
    def read(cls, shown: str) -> Inventory:
        """Of what `terraform show -json` printed of the state."""
        state = json.loads(shown).get("values", {})
        return cls(tuple(_below(state.get("root_module", {}))))

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables."""
        return tuple(values["name"] for values in self._values("aws_dynamodb_table"))

    @property
    def keys_of_tables(self) -> frozenset[str]:
        """The ARNs of the keys that the tables are encrypted with."""
        blocks = (block for values in self._values("aws_dynamodb_table") for block in values["server_side_encryption"])
        return frozenset(block["kms_key_arn"] for block in blocks if block.get("kms_key_arn"))

    @property
    def queues(self) -> Mapping[str, str]:
        """The address of each queue by its name."""
        return {values["name"]: values["url"] for values in self._values("aws_sqs_queue")}

    @property
    def accounts_and_regions(self) -> frozenset[tuple[str, str]]:
        """The account and the region of the tables and queues."""
        arns = [values["arn"].split(":") for type_ in WITH_ARN for values in self._values(type_)]
        return frozenset((account, region) for _, _, _, region, account, *_ in arns)

    @property
    def clients(self) -> tuple[tuple[str, str], ...]:
        """The id of each usage plan, with the id of a client's key in it, which is not the key."""
        keys = self._values("aws_api_gateway_usage_plan_key")
        return tuple((values["usage_plan_id"], values["key_id"]) for values in keys)

    @property
    def log_groups(self) -> tuple[str, ...]:
        """Their names. A service that still writes makes a group of the same name again."""
        return tuple(sorted(values["name"] for values in self._values("aws_cloudwatch_log_group")))

    @property
    def longest_execution(self) -> int:
        """Seconds that a workflow may run."""
        definitions = (json.loads(values["definition"]) for values in self._values("aws_sfn_state_machine"))
        return max((int(definition.get("TimeoutSeconds", LONGEST)) for definition in definitions), default=0)

    def addresses_of_keys(self, arns: frozenset[str]) -> tuple[str, ...]:
        """The addresses of these keys and of their aliases, which are what Terraform is made to forget."""
        kept = [each for each in self.resources if each["type"] == "aws_kms_key" and each["values"]["arn"] in arns]
        ids = {each["values"]["key_id"] for each in kept} | set(arns)
        aliases = [each for each in self.resources if each["type"] == "aws_kms_alias"]
        kept += [each for each in aliases if {each["values"]["target_key_id"], each["values"]["target_key_arn"]} & ids]
        return tuple(each["address"] for each in kept)

    def _values(self, type_: str) -> Iterator[Mapping[str, Any]]:
        yield from (each["values"] for each in self.resources if each["type"] == type_)


def _below(module: Mapping[str, Any]) -> Iterator[Resource]:
    yield from (each for each in module.get("resources", ()) if each.get("mode") == "managed")
    for child in module.get("child_modules", ()):
        yield from _below(child)
